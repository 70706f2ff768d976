import type { Command } from 'commander'
import { readConfig } from '../platform/config.ts'
import { examine, migrationsApplied } from './doctor.ts'
import { tell, withDeployment } from './with.ts'

/** `serve`, `migrate`, `doctor`. */
export function serverCommands(program: Command): void {
  program
    .command('serve')
    .description('start the server (what npm start runs)')
    .action(async () => (await import('../run.ts')).run())
  program
    .command('migrate')
    .description('bring the database up to date: roles, platform, every company’s tables')
    .action((_options: object, command: Command) =>
      withDeployment(command, async ({ door }) => {
        const files = await migrationsApplied(door)
        return { json: { migrations: files }, text: `The database is up to date (${files} files applied).` }
      }),
    )
  program
    .command('doctor')
    .description('check the configuration, the database and its roles; exit code 1 when something is wrong')
    .action(async (_options: object, command: Command) => tell(command, await examine(readConfig())))
}
