import type { Bus } from './bus.ts'
import type { Config } from './config.ts'
import type { Door } from './door.ts'
import type { Entrances } from './entrances.ts'
import type { Log } from './log.ts'
import type { Tokens } from './tokens.ts'

/** What one running process has open. Handlers of public routes get the named entrances, never the door. */
export type Deployment = {
  config: Config
  log: Log
  door: Door
  entrances: Entrances
  tokens: Tokens
  bus: Bus
  /** Tells, after a commit, that something happened in this tenant: every node’s sockets, and this one’s outbox relay. */
  wakeOutbox: (tenantId: number) => void
}
