import type { PermissionCode } from '../../contracts.ts'
import { type Scope, scopesByCode } from '../../platform/actor.ts'
import type { Door, ReadTx } from '../../platform/door.ts'
import type { OutboxEvent } from '../../platform/outbox.ts'
import { sql } from '../../platform/sql.ts'
import type { Viewer } from './frames.ts'

export type LiveSession = Viewer & { sessionId: number; username: string; mustChangePassword: boolean }

/** What happened in a company after an event, oldest first, and how it stands now. */
export type News = State & { events: OutboxEvent[]; isMore: boolean }

/** `newest` is the id of the company's last event. */
export type State = { status: string; version: number; newest: number }

/** A company's events after this one, of the last day; the first 200 of them. */
export function readNews(door: Door, tenantId: number, after: number): Promise<News> {
  return door.read({ tenantId }, async tx => {
    // The events come first: the state that is read after them is at least as new as each of them.
    const [rows, [state]] = await Promise.all([tx.rows(eventsAfter(tenantId, after)), tx.rows(stateOf(tenantId))])
    const events = rows.map(({ id, at, payload }) => ({ ...payload, id, at }))
    return { ...(state as State), events, isMore: events.length === eventsAtOnce }
  })
}

/** How a company stands, with those of these sessions that live. */
export function readArrivals(door: Door, tenantId: number, sessionIds: number[]): Promise<Arrived> {
  return door.read({ tenantId }, async tx => {
    const [[state], live] = await Promise.all([tx.rows(stateOf(tenantId)), liveIn(tx, tenantId, sessionIds)])
    return { ...(state as State), live }
  })
}

export type Arrived = State & { live: Map<number, LiveSession> }

/** Of these sessions those that live, each with what its user may do as of now; however many, one round trip. */
export function readLive(door: Door, tenantId: number, sessionIds: number[]): Promise<Map<number, LiveSession>> {
  return door.read({ tenantId }, tx => liveIn(tx, tenantId, sessionIds))
}

/** What these make is written to a socket in one go, so it must stay well below what a reader may leave unread. */
const eventsAtOnce = 200

async function liveIn(tx: ReadTx, tenantId: number, sessionIds: number[]): Promise<Map<number, LiveSession>> {
  const [sessions, bearers, granted] = await Promise.all([
    tx.rows(liveSessions(tenantId, sessionIds)),
    tx.rows(rolesOfUsers(tenantId, sessionIds)),
    tx.rows(grantsOfRoles(tenantId, sessionIds)),
  ])
  const rolesOf = new Map(bearers.map(({ user_id, roles }) => [user_id, roles]))
  const byRoles = new Map<string, Viewer['permissions']>()
  return new Map(
    sessions.map(row => {
      const roles = rolesOf.get(row.user_id) ?? []
      const key = roles.join()
      const permissions = byRoles.get(key) ?? permissionsOf(granted, roles)
      byRoles.set(key, permissions)
      return [row.session_id, liveOf(row, permissions)]
    }),
  )
}

type Row = {
  session_id: number
  user_id: number
  username: string
  must_change_password: boolean
  version: number
}
type Bearer = { user_id: number; roles: number[] }
type Granted = { role_id: number; grants: [PermissionCode, Scope][] }

function permissionsOf(granted: Granted[], roles: number[]): Viewer['permissions'] {
  return scopesByCode(granted.filter(({ role_id }) => roles.includes(role_id)).flatMap(({ grants }) => grants))
}

function liveOf(row: Row, permissions: Viewer['permissions']): LiveSession {
  const { session_id, user_id, username, must_change_password, version } = row
  return {
    sessionId: session_id,
    userId: user_id,
    username,
    mustChangePassword: must_change_password,
    version,
    permissions,
  }
}

const stateOf = (tenantId: number) => sql<State>`
  select t.status, s.version,
    coalesce((select max(o.id) from outbox o where o.tenant_id = ${tenantId} and o.kind = 'event'), 0) as newest
  from platform.tenants t join settings s on s.tenant_id = ${tenantId} where t.id = ${tenantId}`

// Every event's transaction holds the company's head row when the id is drawn, so ids are in the order of the commits.
const eventsAfter = (tenantId: number, after: number) => sql<{
  id: number
  at: string
  payload: Omit<OutboxEvent, 'id' | 'at'>
}>`
  select id, created_at as at, payload from outbox
  where tenant_id = ${tenantId} and kind = 'event' and id > ${after} and created_at > now() - interval '24 hours'
  order by id limit ${eventsAtOnce}`

const liveSessions = (tenantId: number, sessionIds: number[]) => sql<Row>`
  select s.id as session_id, s.user_id, u.username, u.must_change_password, st.version
  from sessions s
  join users u on u.tenant_id = ${tenantId} and u.id = s.user_id and u.status = 'active'
  join settings st on st.tenant_id = ${tenantId}
  where s.tenant_id = ${tenantId} and s.id = any(${sessionIds}::int8[]) and s.ended_at is null and s.expires_at > now()`

// Apart from the sessions, of which a person may have many.
const rolesOfUsers = (tenantId: number, sessionIds: number[]) => sql<Bearer>`
  select ur.user_id, array_agg(ur.role_id order by ur.role_id) as roles
  from user_roles ur
  where ur.tenant_id = ${tenantId} and ur.user_id in (
    select s.user_id from sessions s where s.tenant_id = ${tenantId} and s.id = any(${sessionIds}::int8[]))
  group by ur.user_id`

const grantsOfRoles = (tenantId: number, sessionIds: number[]) => sql<Granted>`
  select p.role_id, json_agg(json_build_array(p.code, p.scope)) as grants
  from role_permissions p
  where p.tenant_id = ${tenantId} and p.role_id in (
    select ur.role_id from sessions s join user_roles ur on ur.tenant_id = ${tenantId} and ur.user_id = s.user_id
    where s.tenant_id = ${tenantId} and s.id = any(${sessionIds}::int8[]))
  group by p.role_id`
