/**
 * Lock 1: the only ways in which code that has no signed-in actor gets into a company. Each takes a proof (a domain, a
 * row of the login directory, a signed token, a secret whose hash is found inside) and opens exactly that company.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from './actor.ts'
import type { Door, ReadTx, WriteTx } from './door.ts'
import { fail, found, invalid } from './errors.ts'
import { foldKey, nameKey } from './fold.ts'
import { parseId } from './schema.ts'
import { type Claimed, platformTenantId } from './session.ts'
import { type Statement, sql } from './sql.ts'

/** A company as the directory knows it. */
export type Tenant = {
  id: number
  slug: string
  name: string
  placement: 'shared' | 'schema'
  preset: Actor['preset']
  status: 'pending_approval' | 'active' | 'suspended'
  domain: string
}

/** A row of the login directory: says where to look, never who someone is. */
export type Login = { login_key: string; username: string; email: string; tenant_id: number; user_id: number }

/** A proven company. Its status is told, not judged: whether a suspended one may be used is the caller's to say. */
export type Entrance = {
  tenantId: number
  tenant: Tenant
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>
}

/** An entrance for the one person that the proof names. */
export type PersonalEntrance = Entrance & { userId: number }

export type Entrances = ReturnType<typeof openEntrances>

/** Opens the named entrances. Every `by…` answers null where the proof leads nowhere. */
export function openEntrances(door: Door) {
  const find = async (condition: Statement) => (await door.directory.rows(tenantWhere(condition)))[0] ?? null
  const enter = (tenant: Tenant | null) => (tenant ? entrance(door, tenant) : null)
  const byId = async (tenantId: number) => enter(await find(sql`t.id = ${tenantId}`))
  const findByDomain = rememberHits((host: string) =>
    find(sql`t.id = (select tenant_id from platform.domains where domain = ${domainOf(host)})`),
  )

  return {
    /** The company of a host name, without port. A hit is remembered for some seconds. */
    findTenantByDomain: findByDomain,
    findTenantById: (tenantId: number) => find(sql`t.id = ${tenantId}`),

    /** The login that a person typed: a login name or, where only one account has it, an e-mail. */
    findLogin: (typed: string) => findLogin(door, foldKey(typed)),
    /** Every account with this e-mail, at most 20. */
    listLoginsByEmail: (email: string) => door.directory.rows(loginsWhere(sql`email_key = ${foldKey(email)}`)),

    byDomain: async (host: string) => enter(await findByDomain(host)),
    /** Whoever names a company may read what it shows in public and ask to join it. */
    byNameOrSlug: async (typed: string) =>
      enter(
        await find(sql`${isCompany} and (t.slug = ${typed.trim().toLowerCase()} or t.name_key = ${nameKey(typed)})`),
      ),
    bySlug: async (slug: string) => enter(await find(sql`${isCompany} and t.slug = ${slug}`)),

    async byLogin(login: Login): Promise<PersonalEntrance | null> {
      const entered = await byId(login.tenant_id)
      return entered && { ...entered, userId: login.user_id }
    },

    /** Of a token whose signature was checked; whether its session lives is for the caller to see. */
    async byTokenClaims(claims: Claimed): Promise<PersonalEntrance | null> {
      const entered = await byId(claims.tenant_id)
      return entered && { ...entered, userId: claims.user_id }
    },

    /** Of a link whose signature was checked: it opens what it names, in the company that signed it. */
    byLinkClaims: ({ tenant_id }: { tenant_id: number }) => byId(tenant_id),

    /** Throws 400 on `token` when it is not a live one; so does each transaction, should it be used up meanwhile. */
    byPasswordToken: (token: string) => byPasswordToken(door, token, byId),

    /** The platform's own log and mail: failed sign-ins of unknown names, contact messages. */
    platform: async () => found(await byId(platformTenantId)),

    /** For the platform's admins, proven by the transaction that they come with; not found for everybody else. */
    async forPlatform({ tx, actor }: { tx: ReadTx; actor: Actor }, tenantId: number): Promise<Entrance> {
      const [tenant] = await tx.rows(tenantWhere(sql`t.id = ${tenantId}`))
      if (!actor.isPlatform || actor.role !== 'platform_admin') throw fail('not_found')
      return entrance(door, found(tenant))
    },
  }
}

/** A host name as domains are kept; `dreamkart.localhost.` with the root's dot is the same place. */
export function domainOf(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

/** A secret for a mailed link, and the hash under which it is stored. */
export function makePasswordToken(tenantId: number): { token: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { token: `${tenantId}.${secret}`, hash: hashOf(secret) }
}

function entrance(door: Door, tenant: Tenant): Entrance {
  return {
    tenantId: tenant.id,
    tenant,
    read: work => door.read({ tenantId: tenant.id }, work),
    write: work => door.write({ tenantId: tenant.id }, work),
  }
}

/** The claimed company proves nothing: each transaction is refused unless the token's hash is found there, unused. */
async function byPasswordToken(door: Door, token: string, byId: (tenantId: number) => Promise<Entrance | null>) {
  const claimed = parsePasswordToken(token)
  const entered = claimed && (await byId(claimed.tenantId))
  if (!claimed || !entered) throw deadLink()
  const prelude = [liveToken(claimed.tenantId, claimed.hash)]
  const admit = ([rows]: unknown[][]) => {
    if (rows?.length !== 1) throw deadLink()
  }
  const entry = { tenantId: claimed.tenantId, prelude, admit }
  const [row] = await door.read(entry, tx => tx.rows(liveToken(claimed.tenantId, claimed.hash)))
  return {
    ...entered,
    userId: (row as { user_id: number }).user_id,
    tokenHash: claimed.hash,
    read: <T>(work: (tx: ReadTx) => Promise<T>) => door.read(entry, work),
    write: <T>(work: (tx: WriteTx) => Promise<T>) => door.write(entry, work),
  }
}

function deadLink(): Error {
  return invalid('token', 'This link is invalid, expired or already used. Ask for a new one.')
}

function parsePasswordToken(token: string): { tenantId: number; hash: Buffer } | null {
  const [, id = '', secret = ''] = /^([0-9]{1,16})\.([\w-]{43})$/.exec(token) ?? []
  const tenantId = parseId(id)
  return tenantId === null ? null : { tenantId, hash: hashOf(secret) }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

const liveToken = (tenantId: number, hash: Buffer) => sql<{ user_id: number }>`
  select user_id from password_tokens
  where tenant_id = ${tenantId} and token_hash = ${hash} and used_at is null and expires_at > now()`

async function findLogin(door: Door, key: string): Promise<Login | null> {
  const rows = await door.directory.rows(loginsWhere(sql`login_key = ${key} or email_key = ${key}`))
  return rows.find(row => row.login_key === key) ?? (rows.length === 1 ? (rows[0] ?? null) : null)
}

const loginsWhere = (condition: Statement) => sql<Login>`
  select login_key, username, email, tenant_id, user_id from platform.logins
  where ${condition} order by login_key limit 20`

/** The platform has no storefront and takes no sign-ups. */
const isCompany = sql`t.id <> ${platformTenantId}`

const tenantWhere = (condition: Statement) => sql<Tenant>`
  select t.id, t.slug, t.name, t.placement, t.preset, t.status,
    coalesce((select min(d.domain) from platform.domains d where d.tenant_id = t.id), '') as domain
  from platform.tenants t where ${condition} order by t.id limit 1`

const rememberedMs = 5_000
const mostRemembered = 5_000

/** Remembers what was found, never what was not: a company made a moment ago is there at once. */
function rememberHits(find: (key: string) => Promise<Tenant | null>): (key: string) => Promise<Tenant | null> {
  const known = new Map<string, { tenant: Tenant; until: number }>()
  return async key => {
    const hit = known.get(key)
    if (hit && hit.until > Date.now()) return hit.tenant
    const tenant = await find(key)
    known.delete(key)
    if (known.size >= mostRemembered) known.delete(known.keys().next().value as string)
    if (tenant) known.set(key, { tenant, until: Date.now() + rememberedMs })
    return tenant
  }
}
