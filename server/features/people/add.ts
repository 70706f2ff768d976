import { randomInt } from 'node:crypto'
import { invalid } from '../../platform/errors.ts'
import { assertPassword } from '../../platform/passwords/policy.ts'
import { hashPassword } from '../../platform/passwords.ts'
import { Answer, type Ctx } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { lockAccess, touchAccess } from './access.ts'
import type { NewUserBody, UserWithPasswordReply } from './contract.ts'
import { assertMayGrant } from './escalation.ts'
import { addPerson, namingTaken } from './person.ts'
import { canonicalRoleName, type Grant } from './presets.ts'
import { showUser, userRows } from './show.ts'
import { companyName, queueWelcome } from './welcome.ts'

/** Adds a user to the company of `ctx`. Throws 400 on a taken name or an unknown role, 403 escalation. */
export async function addUser(ctx: Ctx, body: NewUserBody): Promise<Answer> {
  const { tx, tenantId, actor, deployment } = ctx
  const [access, role, company] = await Promise.all([
    lockAccess(ctx, 'CREATE_USER'),
    getRole(ctx, body.role ?? 'staff'),
    companyName(ctx),
  ])
  assertMayGrant(access.actor, role.grants)
  const name = fullName(body) ?? ''
  const { passwordHash, made } = await passwordFor(ctx, { ...body, name })
  const userId = await addPerson(ctx, {
    username: body.username,
    email: body.email,
    name,
    passwordHash,
    status: body.is_active === false ? 'inactive' : 'active',
    mustChangePassword: made !== null || access.settings.first_sign_in_change,
    role: role.id,
    roleName: role.name,
    createdBy: actor.tenantId === tenantId ? actor.userId : null,
  })
  touchAccess(ctx)
  queueWelcome(ctx, { userId, username: body.username, email: body.email, company })
  const [[row]] = await namingTaken(deployment.door, tenantId, body, () =>
    tx.commit(userRows(tenantId, sql`u.id = ${userId}`)),
  )
  const user: UserWithPasswordReply = showUser(tenantId, row as NonNullable<typeof row>)
  return new Answer(201, made === null ? user : { ...user, initial_password: made })
}

/** The hash of the given password, or of one made here, which is then to be shown once. Throws 400 on `password`. */
export async function passwordFor(
  { deployment }: Pick<Ctx, 'deployment'>,
  { password, username, email, name = '' }: { password?: string; username: string; email: string; name?: string },
): Promise<{ passwordHash: string; made: string | null }> {
  if (password === undefined) {
    const made = makePassword()
    return { passwordHash: await hashPassword(made), made }
  }
  await assertPassword(deployment.config.passwordPolicy, {
    field: 'password',
    password,
    names: [username, email, name],
  })
  return { passwordHash: await hashPassword(password), made: null }
}

/** A role named in a body, with what it allows. Throws 400 on `field`. */
export async function getRole(ctx: Ctx, asked: string | number, field = 'role'): Promise<FoundRole> {
  const rows = await ctx.tx.rows(roleWithGrants(ctx.tenantId, conditionFor(ctx.tenantId, asked)))
  const [role] = rows
  if (!role) throw invalid(field, 'This role does not exist.')
  return {
    id: role.id,
    name: role.name,
    isOwner: role.is_owner,
    grants: role.grants.map(([code, scope]) => ({ code, scope })),
  }
}

/** The one name of a body that sends either a name or its two parts; undefined when it sends none. */
export function fullName(body: { name?: string; first_name?: string; last_name?: string }): string | undefined {
  const { name, first_name, last_name } = body
  if (first_name === undefined && last_name === undefined) return name
  if (name !== undefined) throw invalid('name', 'Send either name, or first_name and last_name.')
  return [first_name, last_name].filter(Boolean).join(' ')
}

type FoundRole = { id: number; name: string; isOwner: boolean; grants: Grant[] }

type RoleWithGrants = { id: number; name: string; is_owner: boolean; grants: [Grant['code'], Grant['scope']][] }

const roleWithGrants = (tenantId: number, condition: Statement) => sql<RoleWithGrants>`
  select r.id, r.name, r.built_in and r.name_key = 'owner' as is_owner,
    (select coalesce(json_agg(json_build_array(p.code, p.scope)), '[]') from role_permissions p
      where p.tenant_id = ${tenantId} and p.role_id = r.id) as grants
  from roles r where r.tenant_id = ${tenantId} and ${condition}`

function conditionFor(tenantId: number, asked: string | number): Statement {
  const id = typeof asked === 'number' ? asked : parseId(asked.trim())
  if (id === null) return sql`r.name_key = ${canonicalRoleName(asked as string, tenantId)}`
  return Number.isSafeInteger(id) ? sql`r.id = ${id}` : sql`false`
}

// Without letters and digits that are mistaken for each other; 71 bits.
const letters = 'abcdefghjkmnpqrstuvwxyz'
const digits = '23456789'

function makePassword(): string {
  const pick = (from: string) => from[randomInt(from.length)] as string
  const group = () => Array.from({ length: 4 }, () => pick(letters + digits)).join('')
  return `${group()}-${group()}-${group()}-${pick(letters)}${pick(digits)}`
}
