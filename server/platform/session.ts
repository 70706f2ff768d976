/**
 * Who is this, as of now? The answer travels in the same flush as the request's first statements. To issue those, a
 * handler needs an actor before the database has spoken; it gets the one this node last saw (the belief), and not a
 * row reaches it unless the same transaction proves the belief: session live, company active, and `settings.version`
 * unchanged, which every change of the settings, of roles and permissions, of a person's name and standing raises. Otherwise
 * it runs again.
 */
import type { PermissionCode } from '../contracts.ts'
import { type Actor, type Scope, scopesByCode, type TenantSettings } from './actor.ts'
import { Busy, type Door, type Entry, NoSuchTenant, type ReadTx, type WriteTx } from './door.ts'
import { fail } from './errors.ts'
import { type Statement, sql } from './sql.ts'

export type Claimed = { tenant_id: number; user_id: number; sid: number }

type Admission = { door: Door; claims: Claimed; assertAllowed: (actor: Actor) => void }

/** Runs `work` in a read of the claimed session's tenant. Throws 401, 403, or what `assertAllowed` throws. */
export function readAs<T>(admission: Admission, work: (tx: ReadTx, actor: Actor) => Promise<T>): Promise<T> {
  const { door } = admission
  return believing(admission, (entry, actorOf) => door.read(entry, async tx => work(tx, await actorOf(tx))))
}

/** Runs `work` in a write of the claimed session's tenant. Throws 401, 403, or what `assertAllowed` throws. */
export function writeAs<T>(admission: Admission, work: (tx: WriteTx, actor: Actor) => Promise<T>): Promise<T> {
  const { door } = admission
  return believing(admission, (entry, actorOf) => door.write(entry, async tx => work(tx, await actorOf(tx))))
}

type WhoRow = { user_id: number; version: number }
type AccessRow = {
  username: string
  status: string
  must_change_password: boolean
  settings: TenantSettings
  preset: Actor['preset']
  roles: { id: number; name: string; built_in: boolean; size: number }[]
  grants: [PermissionCode, Scope][]
}

/** By session; each deployment has its own. */
const beliefsByDoor = new WeakMap<Door, Map<number, Actor>>()
const mostBeliefs = 20_000

type ActorOf = (tx: ReadTx) => Actor | Promise<Actor>

/** What ended before the belief was proven, well or badly, counts for nothing: it had no rows and changed nothing. */
async function believing<T>(admission: Admission, enter: (entry: Entry, actorOf: ActorOf) => Promise<T>): Promise<T> {
  const belief = beliefsOf(admission.door).get(admission.claims.sid)
  if (!belief || belief.userId !== admission.claims.user_id) return proving(admission, enter)
  let isProven = false
  const admit = ([rows]: unknown[][], tenantStatus: string) => {
    assertBelief(admission, belief, rows, tenantStatus)
    isProven = true
    admission.assertAllowed(belief)
  }
  try {
    const answer = await enter(entryFor(admission, admit, [who(admission.claims)]), () => belief)
    if (isProven) return answer
  } catch (error) {
    if (isProven || error instanceof Busy) throw error
  }
  return proving(admission, enter)
}

async function proving<T>(admission: Admission, enter: (entry: Entry, actorOf: ActorOf) => Promise<T>): Promise<T> {
  let proven: Actor | undefined
  const admit = (rows: unknown[][], tenantStatus: string) => {
    const row = liveRow(admission.claims, rows[0] as WhoRow[], tenantStatus)
    proven = actorFrom(admission.claims, row, activeRow(rows[1] as AccessRow[]))
    remember(admission.door, proven)
    admission.assertAllowed(proven)
  }
  const entry = entryFor(admission, admit, [who(admission.claims), access(admission.claims)])
  try {
    return await enter(entry, async tx => {
      await tx.rows(sql`select`) // sends the prelude alone
      return proven as Actor
    })
  } catch (error) {
    const isPurged = error instanceof NoSuchTenant && proven === undefined
    throw isPurged ? fail('token_not_valid') : error
  }
}

function entryFor({ claims }: Admission, admit: Entry['admit'] & {}, prelude: Statement[]): Entry {
  return { tenantId: claims.tenant_id, prelude, admit }
}

function assertBelief({ claims }: Admission, belief: Actor, rows: unknown[] | undefined, tenantStatus: string) {
  const { version } = liveRow(claims, rows as WhoRow[], tenantStatus)
  if (version !== belief.version) throw new Error('the belief is out of date')
}

function liveRow(claims: Claimed, [row]: WhoRow[], tenantStatus: string): WhoRow {
  if (!row || row.user_id !== claims.user_id) throw fail('token_not_valid')
  if (tenantStatus !== 'active') throw fail('tenant_suspended')
  return row
}

function activeRow([row]: AccessRow[]): AccessRow {
  if (row?.status !== 'active') throw fail('token_not_valid')
  return row
}

/** `version` was read before the rest, so that a change in between is noticed at the next request. */
function actorFrom(claims: Claimed, { user_id, version }: WhoRow, access: AccessRow): Actor {
  const { username, must_change_password, settings, preset, roles, grants } = access
  return {
    tenantId: claims.tenant_id,
    userId: user_id,
    sessionId: claims.sid,
    username,
    role: strongestRole(claims.tenant_id, roles),
    roles: roles.map(({ id, name }) => ({ id, name })),
    permissions: scopesByCode(grants),
    isPlatform: claims.tenant_id === platformTenantId,
    mustChangePassword: must_change_password,
    preset,
    settings,
    version,
  }
}

export const platformTenantId = 1

/** owner > manager > custom roles, most permissions first > staff > customer; the platform's owners are its admins. */
export function strongestRole(tenantId: number, roles: { name: string; built_in: boolean; size: number }[]): string {
  const rank = (role: { name: string; built_in: boolean; size: number }) =>
    role.built_in ? ({ owner: 4e9, manager: 3e9, staff: 1, customer: 0 }[role.name] ?? 2) : 2e9 + role.size
  const [strongest] = roles.toSorted((a, b) => rank(b) - rank(a))
  if (!strongest) return 'none'
  return tenantId === platformTenantId && strongest.built_in && strongest.name === 'owner'
    ? 'platform_admin'
    : strongest.name
}

function beliefsOf(door: Door): Map<number, Actor> {
  const beliefs = beliefsByDoor.get(door) ?? new Map<number, Actor>()
  beliefsByDoor.set(door, beliefs)
  return beliefs
}

function remember(door: Door, actor: Actor) {
  const beliefs = beliefsOf(door)
  if (beliefs.size >= mostBeliefs) beliefs.delete(beliefs.keys().next().value as number)
  beliefs.set(actor.sessionId, actor)
}

const who = ({ tenant_id, sid }: Claimed) => sql<WhoRow>`
  select s.user_id, st.version
  from sessions s join settings st on st.tenant_id = ${tenant_id}
  where s.tenant_id = ${tenant_id} and s.id = ${sid} and s.ended_at is null and s.expires_at > now()`

const access = ({ tenant_id, user_id }: Claimed) => sql<AccessRow>`
  select u.username, u.status, u.must_change_password, st."values" as settings, t.preset,
    (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'built_in', r.built_in, 'size',
        (select count(*) from role_permissions p where p.tenant_id = ${tenant_id} and p.role_id = r.id)) order by r.id), '[]')
      from user_roles ur join roles r on r.tenant_id = ${tenant_id} and r.id = ur.role_id
      where ur.tenant_id = ${tenant_id} and ur.user_id = ${user_id}) as roles,
    (select coalesce(json_agg(distinct jsonb_build_array(p.code, p.scope)), '[]')
      from user_roles ur join role_permissions p on p.tenant_id = ${tenant_id} and p.role_id = ur.role_id
      where ur.tenant_id = ${tenant_id} and ur.user_id = ${user_id}) as grants
  from settings st join platform.tenants t on t.id = ${tenant_id}
  join users u on u.tenant_id = ${tenant_id} and u.id = ${user_id}
  where st.tenant_id = ${tenant_id}`
