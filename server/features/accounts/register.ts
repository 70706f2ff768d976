/** Making a company, joining a store as its customer, asking to work somewhere: one call, told apart by the role. */
import type { OwnerTx } from '../../platform/door.ts'
import { fail, invalid } from '../../platform/errors.ts'
import { queueMail } from '../../platform/mail.ts'
import { oncePublicly } from '../../platform/publicOnce.ts'
import { Answer, type Input, type PublicCtx } from '../../platform/route.ts'
import { type NewTenant, type Provisioned, provisionTenant } from '../tenants/provision.ts'
import type { Registration } from './contract.ts'
import { wantsCookie } from './cookie.ts'
import { askToWork, becomeCustomer } from './join.ts'
import { linkBase, waitingMail, welcomeMail } from './mails.ts'
import { answerRegistered, hashChosen, namedCompany, type Registering, showRegistered } from './registered.ts'
import { beginSession, noteSignIn } from './session.ts'

/** Registers. Throws 400 by field, 403 signup_closed, customer_signup_closed or tenant_suspended. */
export async function register(ctx: PublicCtx, { body }: Input<Registration>): Promise<Answer> {
  const inCookie = wantsCookie(ctx)
  return oncePublicly(ctx, { body, inCookie }, keep => registerAs({ ...ctx, inCookie, keep }, body))
}

function registerAs(ctx: Registering, body: Registration): Promise<Answer> {
  switch (body.role ?? 'owner') {
    case 'customer':
      return becomeCustomer(ctx, body)
    case 'staff':
    case 'manager':
      return askToWork(ctx, body)
    default:
      return makeCompany(ctx, body)
  }
}

async function makeCompany(ctx: Registering, body: Registration): Promise<Answer> {
  const { config } = ctx.deployment
  if (config.signup === 'closed') throw fail('signup_closed')
  if (ctx.domainTenantId !== null) throw fail('wrong_tenant')
  const wanted = await wantedCompany(ctx, body)
  return config.signup === 'review' ? makePending(ctx, body, wanted) : makeActive(ctx, body, wanted)
}

async function wantedCompany(ctx: PublicCtx, body: Registration): Promise<NewTenant> {
  const company = namedCompany(body)
  if (!company) throw invalid('store_name', 'This field is required.')
  const { username, email } = body
  return {
    name: company.name,
    preset: body.preset ?? (company.field === 'company_name' ? 'controlled' : 'store'),
    placement: ctx.deployment.config.defaultPlacement,
    owner: { username, email, passwordHash: await hashChosen(ctx, body) },
    by: null,
    meta: ctx.meta,
    blame: { name: company.field },
  }
}

async function makePending(ctx: Registering, body: Registration, wanted: NewTenant): Promise<Answer> {
  return makeAnswered(ctx, { ...wanted, status: 'pending_approval' }, async (tx, { tenant, ownerId }) => {
    queueMail(tx, tenant.id, waitingMail(linkBase(ctx), { ...body, company: tenant.name }))
    const shown = showRegistered(body, { id: ownerId as number, role: 'owner', tenant })
    return new Answer(202, { ...shown, status: 'pending_approval' })
  })
}

/** The first session and the welcome are part of the one transaction that makes the company. */
async function makeActive(ctx: Registering, body: Registration, wanted: NewTenant): Promise<Answer> {
  const at = new Date()
  return makeAnswered(ctx, wanted, async (tx, { tenant, ownerId }) => {
    const id = ownerId as number
    const [session] = await tx.rows(beginSession(tenant.id, id, { meta: ctx.meta, at }))
    const { id: sessionId } = session as { id: number }
    tx.queue(noteSignIn(tenant.id, id, at))
    queueMail(tx, tenant.id, welcomeMail(linkBase(ctx), { ...body, company: tenant.name }))
    tx.afterCommit(() => ctx.deployment.wakeOutbox(tenant.id))
    const person = { id, role: 'owner', tenant }
    return answerRegistered(ctx, body, { ...person, link: { sessionId, generation: 1, issuedAt: at } })
  })
}

type AnswerIn = (tx: OwnerTx, made: Provisioned) => Promise<Answer>

async function makeAnswered(ctx: Registering, wanted: NewTenant, answerIn: AnswerIn): Promise<Answer> {
  const last: { answer?: Answer } = {}
  const also = async (tx: OwnerTx, made: Provisioned) => {
    last.answer = await answerIn(tx, made)
    ctx.keep(tx, last.answer)
  }
  await provisionTenant(ctx.deployment, { ...wanted, also })
  return last.answer as Answer
}
