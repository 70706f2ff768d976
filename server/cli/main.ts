import { Command } from 'commander'
import { ConfigError } from '../platform/config.ts'
import { Failure, Invalid } from '../platform/errors.ts'
import { commands } from './commands.ts'
import { lineOfFailure, lineOfFields } from './refusal.ts'

const program = new Command('quartermaster')
  .description('Many companies, one deployment: products, stock, orders, people and rules, provably apart.')
  .option('--json', 'answer as JSON')
  .configureHelp({ showGlobalOptions: true })
  .addHelpText('after', '\nExit codes: 0 done, 1 refused or something is wrong, 2 the configuration is bad.')

commands(program)

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`quartermaster: ${messageOf(error)}\n`)
  process.exitCode = error instanceof ConfigError ? 2 : 1
}

function messageOf(error: unknown): string {
  if (error instanceof Invalid) return lineOfFields(error.fields)
  if (error instanceof Failure) return lineOfFailure(error)
  return (error as Error).message
}
