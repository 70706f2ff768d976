/** Makes the demo world on a deployment's first start, by the verbs that make everything else. */

import type { FastifyInstance } from 'fastify'
import { demoPasswordOf } from '../server/features/people/demo.ts'
import { addPerson, personRows } from '../server/features/people/person.ts'
import { provisionTenant } from '../server/features/tenants/provision.ts'
import type { Deployment } from '../server/platform/deployment.ts'
import type { OwnerTx } from '../server/platform/door.ts'
import { foldKey, nameKey } from '../server/platform/fold.ts'
import { hashPassword } from '../server/platform/passwords.ts'
import { sql } from '../server/platform/sql.ts'
import { companies, platformAdmin } from './people.ts'
import { seedStory } from './story.ts'

export const demoSignIns: string[] = [
  `${platformAdmin.username} / ${demoPasswordOf(platformAdmin.username)} (platform admin)`,
  ...companies.flatMap(({ name, people }) =>
    people.map(({ username, role, ...rest }) => {
      const what = 'status' in rest ? `${role} of ${name}, once an owner lets them in` : `${role} of ${name}`
      return `${username} / ${demoPasswordOf(username)} (${what})`
    }),
  ),
]

/** Makes the demo world unless its platform admin, who comes last, is there. What an interrupted start left out is made. */
export async function seedDemo(app: FastifyInstance, deployment: Deployment): Promise<void> {
  const isSeeded = sql`select 1 as seeded from platform.logins where login_key = ${foldKey(platformAdmin.username)}`
  if ((await deployment.door.directory.rows(isSeeded)).length > 0) return
  for (const company of companies) await seedCompany(deployment, company)
  await seedStory(app, deployment.config)
  await seedPlatformAdmin(deployment)
}

type Company = (typeof companies)[number]

const meta = { ip: '', userAgent: 'quartermaster seed-demo', requestId: '' }

async function seedCompany(deployment: Deployment, company: Company): Promise<void> {
  const known = sql`select 1 as known from platform.tenants where name_key = ${nameKey(company.name)}`
  if ((await deployment.door.directory.rows(known)).length > 0) return
  const [owner, ...others] = await Promise.all(company.people.map(withHash))
  if (!owner) return
  const { name, preset, placement, settings } = company
  await provisionTenant(deployment, {
    name,
    preset,
    placement,
    settings,
    owner,
    by: null,
    meta,
    also: (tx, { tenant, ownerId }) => addOthers(tx, { tenantId: tenant.id, ownerId: ownerId as number, others }),
  })
}

type Hashed = Awaited<ReturnType<typeof withHash>>

async function withHash(person: Company['people'][number]) {
  return { ...person, passwordHash: await hashPassword(demoPasswordOf(person.username)) }
}

async function addOthers(
  tx: OwnerTx,
  { tenantId, ownerId, others }: { tenantId: number; ownerId: number; others: Hashed[] },
) {
  const ids = await tx.rows(
    sql<{ id: number }>`select nextval('platform.users_id') as id from generate_series(1, ${others.length}::int)`,
  )
  others.forEach((person, i) => {
    const rows = personRows(tenantId, (ids[i] as { id: number }).id, { ...person, createdBy: ownerId })
    for (const statement of rows) tx.queue(statement)
  })
}

async function seedPlatformAdmin({ entrances }: Deployment): Promise<void> {
  const passwordHash = await hashPassword(demoPasswordOf(platformAdmin.username))
  const platform = await entrances.platform()
  await platform.write(async tx => {
    await addPerson(
      { tx, tenantId: platform.tenantId, actor: null, meta },
      { ...platformAdmin, passwordHash, role: 'owner' },
    )
  })
}
