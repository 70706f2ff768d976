import { demoSignIns, seedDemo } from '../world/seed.ts'
import { buildApp, type Web } from './app.ts'
import { assertNoDemoPasswords } from './features/people/demo.ts'
import { jobsOf } from './jobs.ts'
import { type Config, readConfig } from './platform/config.ts'
import { startEmbedded } from './platform/embedded.ts'
import { stopOnSignal } from './platform/lifecycle.ts'
import { listen } from './platform/listen.ts'
import { createLog, type Log } from './platform/log.ts'
import { openScheduler } from './platform/scheduler.ts'
import { openDeployment } from './start.ts'

/** Starts the product: database, migrations, demo world on first start, server; drains and stops on a signal, at any moment. */
export async function run(web?: Web): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const open: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of open.toReversed()) await close()
  }
  stopOnSignal(stop, { log })
  try {
    const deployment = await openDeployment({ config, log, embedded: startEmbedded })
    open.push(() => deployment.close())
    const app = await buildApp(deployment, web)
    open.push(() => app.close())
    if (config.seedDemo) await quietly(log, () => seedDemo(app, deployment))
    else await assertNoDemoPasswords(deployment)
    await listen(app, config)
    const scheduler = openScheduler({ door: deployment.door, log, jobs: jobsOf(deployment) })
    open.push(() => scheduler.close())
    void deployment.databaseLost.then(() => giveUp(log))
    process.stdout.write(greeting(config))
  } catch (error) {
    await stop()
    throw error
  }
}

/** Without a line for each call that tells the demo world's story. */
async function quietly(log: Log, work: () => Promise<void>): Promise<void> {
  const { level } = log
  if (log.isLevelEnabled('info')) log.level = 'warn'
  try {
    await work()
  } finally {
    log.level = level
  }
}

/** Without its database a server can only refuse; whoever supervises it starts it anew. */
function giveUp(log: Log): never {
  log.fatal('the embedded PostgreSQL has ended')
  process.exit(1)
}

function greeting({ publicUrl, seedDemo }: Config): string {
  const lines = [`\nQuartermaster runs at ${publicUrl}`, `API documents: ${publicUrl}/api/docs/`]
  if (seedDemo) lines.push('Demo sign-ins:', ...demoSignIns.map(line => `  ${line}`))
  return `${lines.join('\n')}\n\n`
}
