/**
 * A name that does not exist, a wrong password, another company's domain: all walk the same path through the same
 * statements and the same hash, and get the same answer.
 */
import type { Entrance, Login, Tenant } from '../../platform/entrances.ts'
import { fail } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import { hashPassword, isRightPassword, isWeakHash } from '../../platform/passwords.ts'
import type { Answer, Input, PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { showUser } from '../people/show.ts'
import { type AccountRow, accountOf, showTenant } from './account.ts'
import type { Credentials } from './contract.ts'
import { answerWithTokens, wantsCookie } from './cookie.ts'
import { claimAttempt, countFailure, forgetFailures, mostFailures, returnAttempt } from './lockout.ts'
import { beginSession, tokensOf, writeIn } from './session.ts'

/** Signs a person in. Throws 401, 403 pending_approval or tenant_suspended, 429 account_locked. */
export async function login(ctx: PublicCtx, input: Input<Credentials>): Promise<Answer> {
  const { username, password } = input.body
  const inCookie = wantsCookie(ctx)
  const door = await findDoor(ctx, username)
  const [account = null] = await claimAttempt(door.entrance, door.key, accountOf(door.entrance.tenantId, door.userId))
  const attempt: Attempt = { ...door, typed: username, account }
  const isRight = await evaluate(attempt, password)
  if (!isRight || !account) return refuse(ctx, attempt, 'no_active_account')
  const obstacle = obstacleOf(attempt.entrance.tenant, account)
  if (obstacle) return refuse(ctx, attempt, obstacle)
  const body = await signIn(ctx, attempt, { account, password })
  return body ? answerWithTokens(ctx, 200, { inCookie, body }) : login(ctx, input)
}

/** Where a typed name leads. Nobody's name leads to nobody in the platform's own company. */
type FrontDoor = { key: string; entrance: Entrance; userId: number; isHere: boolean }
type Attempt = FrontDoor & { typed: string; account: AccountRow | null }

async function findDoor(ctx: PublicCtx, typed: string): Promise<FrontDoor> {
  const { entrances } = ctx.deployment
  const named = await entrances.findLogin(typed)
  const isOurs = ctx.domainTenantId === null || named?.tenant_id === ctx.domainTenantId
  const login = (isOurs ? null : await findByEmailHere(ctx, typed)) ?? named
  const entrance = (login && (await entrances.byLogin(login))) ?? (await entrances.platform())
  const isHere = ctx.domainTenantId === null || ctx.domainTenantId === entrance.tenantId
  return { key: login?.login_key ?? foldKey(typed), entrance, userId: login?.user_id ?? 0, isHere }
}

/** On a company's own domain an e-mail needs to be unique in that company only. */
async function findByEmailHere({ deployment, domainTenantId }: PublicCtx, typed: string): Promise<Login | null> {
  const logins = await deployment.entrances.listLoginsByEmail(typed)
  return logins.find(login => login.tenant_id === domainTenantId) ?? null
}

/** Hashes, whether there is somebody or not. */
async function evaluate({ key, entrance, account, isHere }: Attempt, password: string): Promise<boolean> {
  try {
    const isSame = await isRightPassword(account?.password_hash ?? null, password)
    return isSame && isHere && account?.status !== 'inactive'
  } catch (error) {
    await entrance.write(tx => tx.commit(returnAttempt(key)))
    throw error
  }
}

type Refusal = 'no_active_account' | 'pending_approval' | 'tenant_suspended'

function obstacleOf(tenant: Tenant, account: AccountRow): Refusal | null {
  if (tenant.status === 'suspended') return 'tenant_suspended'
  const isWaiting = account.status === 'pending_approval' || tenant.status === 'pending_approval'
  return isWaiting ? 'pending_approval' : null
}

async function refuse(ctx: PublicCtx, attempt: Attempt, because: Refusal): Promise<never> {
  const { entrance, key, typed, account } = attempt
  const failures = await writeIn(ctx, entrance, async tx => {
    const recorder = { tx, tenantId: entrance.tenantId, actor: null, meta: ctx.meta }
    const object = { type: 'user', id: account?.id ?? null }
    const isWrong = because === 'no_active_account'
    const [counted] = await tx.rows(isWrong ? countFailure(key) : forgetAndCount(key))
    record(recorder, { action: 'auth.login_failed', object, after: { username: typed, reason: because } })
    if (counted?.failures === mostFailures)
      record(recorder, { action: 'auth.locked', object, after: { username: account?.username ?? typed } })
    await tx.commit()
    return counted?.failures ?? 0
  })
  throw fail(because, because === 'no_active_account' ? { attempts_left: Math.max(0, mostFailures - failures) } : {})
}

const forgetAndCount = (key: string) => sql<{ failures: number }>`${forgetFailures(key)} returning 0 as failures`

type RightPassword = { account: AccountRow; password: string }

/** The answer with a new session's tokens; null when the person was changed since the password was looked at. */
async function signIn(ctx: PublicCtx, attempt: Attempt, { account, password }: RightPassword) {
  const { tenantId, tenant } = attempt.entrance
  const at = new Date()
  const hash = isWeakHash(account.password_hash) ? await hashPassword(password) : account.password_hash
  const sessionId = await openSession(ctx, attempt, { account, hash, at })
  if (sessionId === null) return null
  const user = showUser(tenantId, { ...account, last_login_at: at.toISOString(), locked_until: null })
  const { role, must_change_password } = user
  const link = { sessionId, generation: 1, issuedAt: at }
  const tokens = await tokensOf(ctx.deployment, { tenantId, userId: account.id, role }, link)
  return { ...tokens, tenant_id: tenantId, role, must_change_password, user, tenant: showTenant(tenant) }
}

type Opening = { account: AccountRow; hash: string; at: Date }

function openSession(
  ctx: PublicCtx,
  { entrance, key }: Attempt,
  { account, hash, at }: Opening,
): Promise<number | null> {
  const { tenantId } = entrance
  return writeIn(ctx, entrance, async tx => {
    tx.queue(forgetFailures(key))
    const [unchanged] = await tx.rows(sql`
      update users set last_login_at = ${at}, password_hash = ${hash}
      where tenant_id = ${tenantId} and id = ${account.id} and status = 'active' and password_hash = ${account.password_hash}
      returning id`)
    if (!unchanged) return null
    const [session] = await tx.rows(beginSession(tenantId, account.id, { meta: ctx.meta, at }))
    const { id } = session as { id: number }
    const actor = { userId: account.id, username: account.username }
    record(
      { tx, tenantId, actor, meta: ctx.meta },
      { action: 'auth.login', object: { type: 'user', id: account.id }, after: { session: id } },
    )
    await tx.commit()
    return id
  })
}
