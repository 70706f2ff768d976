/** How a person comes to be: a row of the company and its entry in the login directory, in one transaction. */
import type { Door, WriteTx } from '../../platform/door.ts'
import { type FieldErrors, Invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'

export type NewPerson = {
  username: string
  email: string
  name?: string
  passwordHash: string
  status?: 'active' | 'pending_approval' | 'inactive'
  mustChangePassword?: boolean
  /** A role's id, or the name of a built-in one. */
  role: number | string
  /** As the audit log shows it; the name itself where that is what `role` is. */
  roleName?: string
  createdBy?: number | null
}

type Names = { username: string; email: string }

/**
 * Queues a new person and the audit entry, and answers the id. Throws 400 on `username` or `email` when taken; when
 * another takes them meanwhile the commit fails, which `namingTaken` turns into the same.
 */
export async function addPerson(ctx: Parameters<typeof record>[0], person: NewPerson): Promise<number> {
  const [[ids], taken] = await Promise.all([
    ctx.tx.rows(sql<{ id: number }>`select nextval('platform.users_id') as id`),
    ctx.tx.rows(takenNames(ctx.tenantId, person)),
  ])
  assertFree(person, taken[0])
  const { id } = ids as { id: number }
  for (const statement of personRows(ctx.tenantId, id, person)) ctx.tx.queue(statement)
  const actor = ctx.actor ?? { userId: id, username: person.username }
  const { username, email, role, roleName = role, status = 'active' } = person
  record(
    { ...ctx, actor },
    { action: 'user.created', object: { type: 'user', id }, after: { username, email, role: roleName, status } },
  )
  return id
}

/** Runs a write that gives somebody these names; where another took them at the same moment, throws the 400 that names the field. */
export async function namingTaken<T>(
  door: Door,
  tenantId: number,
  names: Partial<Names>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if ((error as { code?: string }).code === '23505') {
      const [taken] = await door.directory.rows(takenNames(tenantId, names))
      assertFree(names, taken)
    }
    throw error
  }
}

/** Throws 400 on each of the names that another person has. `exceptUserId`: whose they may be. */
export async function assertNamesFree(
  tx: WriteTx,
  tenantId: number,
  names: Partial<Names>,
  exceptUserId = 0,
): Promise<void> {
  const [taken] = await tx.rows(takenNames(tenantId, names, exceptUserId))
  assertFree(names, taken)
}

/** The rows of a new person. */
export function personRows(tenantId: number, id: number, person: NewPerson): Statement[] {
  const {
    username,
    email,
    name = '',
    passwordHash,
    status = 'active',
    mustChangePassword = false,
    role,
    createdBy = null,
  } = person
  const ofRole = typeof role === 'number' ? sql`r.id = ${role}` : sql`r.built_in and r.name_key = ${role}`
  return [
    sql`insert into users (tenant_id, id, username, username_key, email, email_key, name, password_hash, status, must_change_password, created_by)
      values (${tenantId}, ${id}, ${username}, ${foldKey(username)}, ${email}, ${foldKey(email)}, ${name}, ${passwordHash}, ${status},
        ${mustChangePassword}, ${createdBy})`,
    sql`insert into user_roles (tenant_id, user_id, role_id)
      select ${tenantId}, ${id}, r.id from roles r where r.tenant_id = ${tenantId} and ${ofRole}`,
    sql`insert into platform.logins (login_key, username, email, email_key, tenant_id, user_id)
      values (${foldKey(username)}, ${username}, ${email}, ${foldKey(email)}, ${tenantId}, ${id})`,
  ]
}

type Taken = { username: boolean; email: boolean }

// A login name that is somebody's e-mail would catch that person's sign-ins.
const takenNames = (tenantId: number, { username, email }: Partial<Names>, exceptUserId = 0) => sql<Taken>`
  select
    exists (select from platform.logins l where l.user_id <> ${exceptUserId}
      and (l.login_key = ${foldKey(username ?? '')} or l.email_key = ${foldKey(username ?? '')})) as username,
    exists (select from platform.logins l where l.user_id <> ${exceptUserId}
      and l.tenant_id = ${tenantId} and l.email_key = ${foldKey(email ?? '')}) as email`

function assertFree(names: Partial<Names>, taken: Taken | undefined): void {
  const errors: FieldErrors = {}
  if (names.username !== undefined && foldKey(names.username) === '')
    errors.username = ['Send a name with visible characters.']
  else if (names.username !== undefined && taken?.username)
    errors.username = ['A user with that username already exists.']
  if (names.email !== undefined && taken?.email) errors.email = ['A user with that email already exists.']
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
}
