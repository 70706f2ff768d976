import { createHmac } from 'node:crypto'
import { notify } from './features/notifications/notify.ts'
import { restockFallen } from './features/orders/restock-draft.ts'
import { createPermissions } from './features/people/permissions.ts'
import { ensurePlatform } from './features/tenants/platform.ts'
import { openBus } from './platform/bus.ts'
import type { Config } from './platform/config.ts'
import type { Deployment } from './platform/deployment.ts'
import { assertDatabase, refuseOwner } from './platform/door/probe.ts'
import { type DoorOptions, openDoor } from './platform/door.ts'
import type { Embedded, EmbeddedOptions } from './platform/embedded.ts'
import { openEntrances } from './platform/entrances.ts'
import type { Log } from './platform/log.ts'
import { deliverMail } from './platform/mail.ts'
import { migrate } from './platform/migrate.ts'
import { type Deliver, type Outbox, openOutbox } from './platform/outbox.ts'
import { openTokens } from './platform/tokens.ts'

/** An open deployment, and how to close it: what is under way ends first. */
export type Opened = Deployment & { close(): Promise<void>; databaseLost: Promise<void> }

type Options = {
  config: Config
  log: Log
  /** How the embedded PostgreSQL is opened where no other is configured: a server owns it, a command borrows it. */
  embedded: (options: EmbeddedOptions) => Promise<Embedded>
  /** Who delivers what commits leave to be done: a server does, a command leaves it to the servers. */
  relay?: OpenRelay
  onStatement?: DoorOptions['onStatement']
}

export type OpenRelay = (options: Parameters<typeof openOutbox>[0]) => Pick<Outbox, 'wake' | 'close'>

/** Opens the database, migrates it and opens everything that verbs need. */
export async function openDeployment(options: Options): Promise<Opened> {
  const database = await openDatabase(options)
  try {
    return await openOn(database, options)
  } catch (error) {
    await database.stop()
    throw error
  }
}

function openDatabase({ config, embedded }: Options): Promise<Embedded> | Embedded {
  const { databaseUrl, dataDir } = config
  if (databaseUrl === null) return embedded({ dataDir })
  return { url: databaseUrl, stop: async () => {}, lost: new Promise(() => {}) }
}

async function openOn(database: Embedded, { config, log, relay = openOutbox, onStatement }: Options): Promise<Opened> {
  const url = await prepareDatabase(database, config)
  const door = await openDoor({ url, ownerUrl: database.url, log, ...(onStatement && { onStatement }) })
  const entrances = openEntrances(door)
  const bus = await openBus(config.redisUrl, log)
  const events: Deliver['events'] = async (tx, tenantId, told) => {
    bus.publish(tenantId) // for events that a process left behind which ended before its hint
    await restockFallen({ door, wakeOutbox: id => outbox.wake(id) }, tenantId, told)
    const hasNews = await notify(tx, { tenantId, publicUrl: config.publicUrl }, told)
    if (hasNews) tx.afterCommit(() => bus.publish(tenantId))
  }
  const outbox = relay({ door, log, deliver: { mail: deliverMail(config), events } })
  const deployment: Deployment = {
    config,
    log,
    door,
    entrances,
    bus,
    tokens: openTokens(config.jwtSecret),
    wakeOutbox(tenantId) {
      bus.publish(tenantId)
      outbox.wake(tenantId)
    },
  }
  await createPermissions(door)
  await ensurePlatform(deployment)
  return {
    ...deployment,
    databaseLost: database.lost,
    async close() {
      await outbox.close()
      await bus.close()
      await door.close()
      await database.stop()
    },
  }
}

/** Migrates; answers the application role's address. */
async function prepareDatabase({ url: ownerUrl }: Embedded, config: Config): Promise<string> {
  const { databaseUrl, appDatabaseUrl } = config
  if (databaseUrl !== null) await assertDatabase('DATABASE_URL', databaseUrl)
  // A password that the operator chose is theirs to keep.
  const appPassword = appDatabaseUrl === null ? appPasswordOf(config.jwtSecret) : null
  await migrate({ ownerUrl, appPassword }).catch(error => refuseOwner('DATABASE_URL', error))
  if (appDatabaseUrl !== null) await assertDatabase('APP_DATABASE_URL', appDatabaseUrl)
  return appDatabaseUrl ?? asAppRole(ownerUrl, appPasswordOf(config.jwtSecret))
}

/** The application role's password, derived so that every node of the deployment knows it and nobody has to store it. */
function appPasswordOf(jwtSecret: string): string {
  return createHmac('sha256', jwtSecret).update('quartermaster_app').digest('base64url')
}

function asAppRole(ownerUrl: string, password: string): string {
  const { protocol, host, pathname, search } = new URL(ownerUrl.replace('@/', '@localhost/'))
  return `${protocol}//quartermaster_app:${encodeURIComponent(password)}@${host}${pathname}${search}`
}
