import type { TenantSettings } from '../../platform/actor.ts'
import type { WriteTx } from '../../platform/door.ts'
import type { Entrance } from '../../platform/entrances.ts'
import { fail, invalid } from '../../platform/errors.ts'
import { queueMail } from '../../platform/mail.ts'
import { Answer, type PublicCtx } from '../../platform/route.ts'
import { platformTenantId } from '../../platform/session.ts'
import { sql } from '../../platform/sql.ts'
import { addPerson, namingTaken } from '../people/person.ts'
import type { Registration } from './contract.ts'
import { linkBase, waitingMail, welcomeMail } from './mails.ts'
import { answerRegistered, hashChosen, namedCompany, type Registering, showRegistered } from './registered.ts'
import { beginSession, noteSignIn, writeIn } from './session.ts'

/** Joins a store as its customer. Throws 400 on the store's name, 403 where it takes no sign-ups. */
export async function becomeCustomer(ctx: Registering, body: Registration): Promise<Answer> {
  const store = await getCompany(ctx, body)
  await assertTakesCustomers(store)
  const passwordHash = await hashChosen(ctx, body)
  const at = new Date()
  return join(ctx, body, store, async tx => {
    const { username, email } = body
    const recorder = { tx, tenantId: store.tenantId, actor: null, meta: ctx.meta }
    const id = await addPerson(recorder, { username, email, passwordHash, role: 'customer' })
    queueMail(tx, store.tenantId, welcomeMail(linkBase(ctx), { ...body, company: store.tenant.name }))
    tx.queue(noteSignIn(store.tenantId, id, at))
    const [session] = await tx.rows(beginSession(store.tenantId, id, { meta: ctx.meta, at }))
    const { id: sessionId } = session as { id: number }
    const person = { id, role: 'customer', tenant: store.tenant }
    return answerRegistered(ctx, body, { ...person, link: { sessionId, generation: 1, issuedAt: at } })
  })
}

/** Asks for work in a company; an owner decides. Throws 400 on the company's name. */
export async function askToWork(ctx: Registering, body: Registration): Promise<Answer> {
  const company = await getCompany(ctx, body)
  const passwordHash = await hashChosen(ctx, body)
  const role = body.role as 'staff' | 'manager'
  return join(ctx, body, company, async tx => {
    const { username, email } = body
    const recorder = { tx, tenantId: company.tenantId, actor: null, meta: ctx.meta }
    const id = await addPerson(recorder, { username, email, passwordHash, role, status: 'pending_approval' })
    queueMail(tx, company.tenantId, waitingMail(linkBase(ctx), { ...body, company: company.tenant.name }))
    const shown = showRegistered(body, { id, role, tenant: company.tenant })
    return new Answer(202, { ...shown, status: 'pending_approval' })
  })
}

/** One transaction makes the person and keeps the answer. */
function join(
  ctx: Registering,
  body: Registration,
  company: Entrance,
  answerIn: (tx: WriteTx) => Promise<Answer>,
): Promise<Answer> {
  const { username, email } = body
  const work = async (tx: WriteTx) => {
    const answer = await answerIn(tx)
    ctx.keep(tx, answer)
    await tx.commit()
    return answer
  }
  return namingTaken(ctx.deployment.door, company.tenantId, { username, email }, () => writeIn(ctx, company, work))
}

/** The company named, which on a company's own domain is that one. Absent, unapproved and the platform's look alike. */
async function getCompany(ctx: PublicCtx, body: Registration): Promise<Entrance> {
  const { entrances } = ctx.deployment
  if (body.preset !== undefined) throw invalid('preset', 'Only a new company takes this.')
  const named = namedCompany(body)
  const company =
    ctx.domainTenantId !== null && !named
      ? await entrances.byDomain(ctx.request.hostname)
      : await entrances.byNameOrSlug(named?.name ?? '')
  if (!named && !company) throw invalid('store_name', 'This field is required.')
  const isElsewhere = ctx.domainTenantId !== null && ctx.domainTenantId !== company?.tenantId
  const isOpen = company && company.tenantId !== platformTenantId && company.tenant.status !== 'pending_approval'
  if (!isOpen || isElsewhere) throw invalid(named?.field ?? 'store_name', 'There is no company of this name.')
  if (company.tenant.status === 'suspended') throw fail('tenant_suspended')
  return company
}

async function assertTakesCustomers({ tenantId, read }: Entrance): Promise<void> {
  const [rules] = await read(tx =>
    tx.rows(sql<{ signup: TenantSettings['customer_signup'] }>`
      select "values"->>'customer_signup' as signup from settings where tenant_id = ${tenantId}`),
  )
  if (rules?.signup !== 'open') throw fail('customer_signup_closed')
}
