/** People made to order, straight in the database: exactly these grants, in exactly this company, signed in at once. */
import pg from 'pg'
import type { Grant } from '../server/features/people/presets.ts'
import type { World } from './server.ts'

export type Company = { id: number; schema: string }

export type Person = Company & { userId: number }

export type Cast = {
  client: pg.Client
  companies: { platform: Company; shared: Company; dedicated: Company }
  person(company: Company, grants: readonly Grant[], options?: { mustChangePassword: boolean }): Promise<Person>
  /** The access token of a session of its own. */
  token(person: Person): Promise<string>
  close(): Promise<void>
}

/** Opens a connection to the world's database that row level security does not bind. */
export async function openCast(world: World): Promise<Cast> {
  const client = new pg.Client({ connectionString: world.database.ownerUrl })
  await client.connect()
  let made = 0
  return {
    client,
    companies: await findCompanies(client),
    person: (company, grants, options = { mustChangePassword: false }) =>
      makePerson(client, { company, grants, name: `made ${++made}`, ...options }),
    token: person => openSession(client, world, person),
    close: () => client.end(),
  }
}

async function findCompanies(client: pg.Client): Promise<Cast['companies']> {
  const { rows } = await client.query<Company>(
    'select id::int, placement_schema as schema from platform.tenants order by id',
  )
  const [platform, ...others] = rows
  const shared = others.find(company => company.schema === 'shared')
  const dedicated = others.find(company => company.schema !== 'shared')
  if (!platform || !shared || !dedicated) throw new Error('the demo world has companies of both placements')
  return { platform, shared, dedicated }
}

type Order = { company: Company; grants: readonly Grant[]; name: string; mustChangePassword: boolean }

async function makePerson(client: pg.Client, { company, grants, name, mustChangePassword }: Order): Promise<Person> {
  const { id, schema } = company
  const role = await insert(client, `insert into ${schema}.roles (tenant_id, name, name_key) values ($1, $2, $2)`, [
    id,
    name,
  ])
  for (const { code, scope } of grants)
    await client.query(
      `insert into ${schema}.role_permissions (tenant_id, role_id, code, scope) values ($1, $2, $3, $4)`,
      [id, role, code, scope],
    )
  const userId = await insert(
    client,
    `insert into ${schema}.users (tenant_id, username, username_key, email, email_key, password_hash, must_change_password)
     values ($1, $2, $2, $2 || '@example.com', $2 || '@example.com', 'none', $3)`,
    [id, name, mustChangePassword],
  )
  await client.query(`insert into ${schema}.user_roles (tenant_id, user_id, role_id) values ($1, $2, $3)`, [
    id,
    userId,
    role,
  ])
  return { ...company, userId }
}

async function openSession(client: pg.Client, world: World, { id, schema, userId }: Person): Promise<string> {
  const sid = await insert(
    client,
    `insert into ${schema}.sessions (tenant_id, user_id, issued_at, created_at, last_used_at, expires_at)
     values ($1, $2, now(), now(), now(), now() + interval '1 day')`,
    [id, userId],
  )
  const claims = { tenant_id: id, user_id: userId, sid, role: 'made' }
  return world.deployment.tokens.signAccess(claims, Math.floor(Date.now() / 1000))
}

async function insert(client: pg.Client, statement: string, values: unknown[]): Promise<number> {
  const { rows } = await client.query<{ id: string }>(`${statement} returning id`, values)
  return Number(rows[0]?.id)
}
