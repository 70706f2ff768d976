import type { Command } from 'commander'
import { auditCommands } from './audit.ts'
import { peopleCommands } from './people.ts'
import { serverCommands } from './server.ts'
import { stockCommands } from './stock.ts'
import { tenantCommands } from './tenant.ts'

/** Adds every command; each opens the deployment only when it runs. */
export function commands(program: Command): void {
  serverCommands(program)
  peopleCommands(program)
  tenantCommands(program)
  auditCommands(program)
  stockCommands(program)
}
