import { can } from '../../platform/actor.ts'
import type { OwnerTx } from '../../platform/door.ts'
import { fail, found, Invalid, invalid } from '../../platform/errors.ts'
import { isOperator, namedCompany, prove, writeIn } from '../../platform/operator.ts'
import { Answer, type Ctx, type Input, type Query } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { addUser, fullName, passwordFor } from '../people/add.ts'
import type { NewUserBody } from '../people/contract.ts'
import { canonicalRoleName, settingsOf } from '../people/presets.ts'
import { showUser, userRows } from '../people/show.ts'
import { queueWelcome } from '../people/welcome.ts'
import type { CreatedCompanyReply, NewCompanyBody } from './contract.ts'
import { type NewTenant, type Provisioned, provisionTenant } from './provision.ts'
import { companyRow } from './show.ts'

/** The platform makes a company. Throws 400 on a taken name, slug or login name. */
export async function createCompany(ctx: Ctx, { body }: Input<NewCompanyBody>): Promise<Answer> {
  await prove(ctx)
  const { owner, preset = 'stockroom', placement = ctx.deployment.config.defaultPlacement, name, slug, settings } = body
  const first = owner && (await ownerFrom(ctx, owner, mustChange(preset, settings)).catch(inOwner))
  const wanted = {
    name,
    preset,
    placement,
    ...(slug !== undefined && { slug }),
    ...(settings && { settings }),
    ...(first && { owner: first.owner }),
    blame: { owner: 'owner' },
  }
  const reply = await make(ctx, wanted, async (tx, { tenant, ownerId }): Promise<CreatedCompanyReply> => {
    const company = found((await tx.rows(companyRow(tenant.id)))[0])
    if (!first || ownerId === null) return company
    const { username, email } = first.owner
    return {
      ...company,
      owner: { id: ownerId, username, email, ...(first.made && { initial_password: first.made }) },
    }
  })
  return new Answer(201, reply)
}

/** Adds a user; a platform admin's `admin` is the owner of a company made for them. Throws as `addUser` and `createCompany`. */
export async function createUser(ctx: Ctx, { body: given, query }: Input<NewUserBody>): Promise<Answer> {
  const body = withCompany(ctx, given, query)
  if (!isOperator(ctx.actor)) return addUser(ctx, inOwnCompany(ctx, body))
  const role = typeof body.role === 'string' ? canonicalRoleName(body.role) : body.role
  if (role === 'owner' && body.company === undefined) return createAdmin(ctx, body)
  assertNoNewCompany(body)
  const company = body.company ?? ctx.tenantId
  return company === ctx.tenantId ? addUser(ctx, body) : addIn(ctx, company, body)
}

/** The company that the address names, as everywhere else, counts as the body's. */
function withCompany(ctx: Ctx, body: NewUserBody, query: Query): NewUserBody {
  if (query.company === undefined) return body
  const company = namedCompany(ctx, query)
  if (body.company !== undefined && body.company !== company)
    throw invalid('company', 'The address names another company.')
  return { ...body, company }
}

async function addIn(ctx: Ctx, company: number, body: NewUserBody): Promise<Answer> {
  await prove(ctx)
  const known = await ctx.tx.rows(sql`select 1 as known from platform.tenants where id = ${company}`)
  if (known.length === 0) throw invalid('company', 'This company does not exist.')
  return writeIn(ctx, company, inside => addUser(inside, body))
}

async function createAdmin(ctx: Ctx, body: NewUserBody): Promise<Answer> {
  await prove(ctx)
  if (!can(ctx.actor, 'CREATE_COMPANY')) throw fail('permission_denied')
  if (body.is_active === false) throw invalid('is_active', 'A new company needs an active owner.')
  const { tenant_name, preset = 'stockroom', placement = 'schema' } = body
  const { owner, made: password } = await ownerFrom(ctx, { ...body, name: fullName(body) ?? '' }, mustChange(preset))
  const blame = { name: tenant_name === undefined ? 'username' : 'tenant_name' }
  const name = tenant_name ?? body.username
  const user = await make(ctx, { name, preset, placement, owner, blame }, async (tx, { tenant, ownerId }) => {
    const [row] = await tx.rows(userRows(tenant.id, sql`u.id = ${ownerId}`))
    return showUser(tenant.id, found(row))
  })
  return new Answer(201, password === null ? user : { ...user, initial_password: password })
}

type Wanted = Omit<NewTenant, 'by' | 'meta' | 'also'>

/** Whose new company it is stands in that company's log, and in the platform's. Answers what `show` reads of it: it is made by some who may not look into it afterwards. */
async function make<T>(ctx: Ctx, wanted: Wanted, show: (tx: OwnerTx, made: Provisioned) => Promise<T>): Promise<T> {
  const { deployment, actor, meta, baseUrl } = ctx
  let shown: T | undefined
  const made = await provisionTenant(deployment, {
    ...wanted,
    by: actor,
    meta,
    async also(tx, { tenant, ownerId }) {
      if (wanted.owner && ownerId !== null)
        queueWelcome(
          { tx, tenantId: tenant.id, baseUrl, deployment, domainTenantId: null },
          { ...wanted.owner, userId: ownerId, company: tenant.name },
        )
      shown = await show(tx, { tenant, ownerId })
    },
  })
  const { id, name, slug, placement, preset } = made.tenant
  record(ctx, { action: 'company.created', object: { type: 'company', id }, after: { name, slug, placement, preset } })
  deployment.wakeOutbox(id)
  return shown as T
}

type OwnerGiven = { username: string; email: string; password?: string; name?: string }

async function ownerFrom(ctx: Ctx, given: OwnerGiven, mustChangeGiven: boolean) {
  const { username, email, name = '' } = given
  const { passwordHash, made } = await passwordFor(ctx, given)
  return { owner: { username, email, name, passwordHash, mustChangePassword: made !== null || mustChangeGiven }, made }
}

function mustChange(preset: NewTenant['preset'], settings: NewTenant['settings'] = {}): boolean {
  return settings.first_sign_in_change ?? settingsOf(preset).first_sign_in_change
}

function inOwner(error: unknown): never {
  throw error instanceof Invalid ? new Invalid({ owner: error.fields }) : error
}

const forPlatform = 'Only platform admins send this.'

function inOwnCompany({ tenantId }: Ctx, body: NewUserBody): NewUserBody {
  if (body.company !== undefined && body.company !== tenantId) throw invalid('company', 'This is not your company.')
  for (const field of ['tenant_name', 'placement', 'preset'] as const)
    if (body[field] !== undefined) throw invalid(field, forPlatform)
  return body
}

function assertNoNewCompany(body: NewUserBody): void {
  for (const field of ['tenant_name', 'placement', 'preset'] as const)
    if (body[field] !== undefined) throw invalid(field, 'Only a new company takes this: role admin, without company.')
}
