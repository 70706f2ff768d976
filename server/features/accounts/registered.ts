/** What the ways of registering have in common: the company's name, the password, the answer. */
import type { Tenant } from '../../platform/entrances.ts'
import { Invalid } from '../../platform/errors.ts'
import { assertPassword } from '../../platform/passwords/policy.ts'
import { hashPassword } from '../../platform/passwords.ts'
import type { Keep } from '../../platform/publicOnce.ts'
import type { Answer, PublicCtx } from '../../platform/route.ts'
import { showTenant } from './account.ts'
import type { Registration } from './contract.ts'
import { answerWithTokens } from './cookie.ts'
import { namesOf } from './password.ts'
import { type Link, tokensOf } from './session.ts'

const nameFields = ['store_name', 'tenant_name', 'company_name'] as const

/** Where a registration stands: where its session is kept, and how its answer is. */
export type Registering = PublicCtx & { inCookie: boolean; keep: Keep }

export type NamedCompany = { field: (typeof nameFields)[number]; name: string }

/** The company's name and the field it came in, or null. Throws 400 when several fields are used. */
export function namedCompany(body: Registration): NamedCompany | null {
  const [first, ...others] = nameFields.filter(field => body[field] !== undefined)
  if (others.length > 0)
    throw new Invalid(Object.fromEntries(others.map(field => [field, [`Send either this or ${first}.`]])))
  return first ? { field: first, name: body[first] as string } : null
}

/** The hash of the password somebody registers with. Throws 400 on `password`. */
export async function hashChosen({ deployment }: PublicCtx, body: Registration): Promise<string> {
  const { passwordPolicy } = deployment.config
  await assertPassword(passwordPolicy, { field: 'password', password: body.password, names: namesOf(body) })
  return hashPassword(body.password)
}

type Person = { id: number; role: string; tenant: Tenant }

export function showRegistered({ username, email }: Registration, { id, role, tenant }: Person) {
  return { id, username, email, role, tenant_id: tenant.id, tenant: showTenant(tenant) }
}

/** 201 with the tokens of the person's first session. */
export async function answerRegistered(
  ctx: Registering,
  body: Registration,
  { link, ...person }: Person & { link: Link },
): Promise<Answer> {
  const holder = { tenantId: person.tenant.id, userId: person.id, role: person.role }
  const tokens = await tokensOf(ctx.deployment, holder, link)
  return answerWithTokens(ctx, 201, { inCookie: ctx.inCookie, body: { ...showRegistered(body, person), ...tokens } })
}
