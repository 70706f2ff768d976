/** npm run campaign [-- --minutes 30 --seed 7]: the model-based test for as long as one likes, on a fresh world every round. */
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: 'any' },
    commands: { type: 'string' },
  },
})

const { minutes, seed, commands } = values
const env = {
  ...process.env,
  CAMPAIGN_MINUTES: minutes,
  TEST_SEED: seed,
  ...(commands && { CAMPAIGN_COMMANDS: commands }),
}
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'suite', 'test/campaign.test.ts']
spawn(process.execPath, vitest, { env, stdio: 'inherit' }).on('exit', code => process.exit(code ?? 1))
