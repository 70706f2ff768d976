/** Lock 7, generated from the route registry: every route is called as every kind of caller, and strangers find nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../server/app.ts'
import { type Caller, callers, demandedOf, mayCall } from '../server/cli/permissions-table.ts'
import { type PermissionCode, permissions } from '../server/contracts.ts'
import { builtInRoles, type Grant, grantsOf } from '../server/features/people/presets.ts'
import { methodsOf } from '../server/platform/openapi.ts'
import type { Method, Route } from '../server/platform/route.ts'
import { platformTenantId } from '../server/platform/session.ts'
import { claimsOf } from './accounts.ts'
import { type Cast, openCast, type Person } from './cast.ts'
import { pathWith } from './samples.ts'
import { type Reply, startWorld, type World } from './server.ts'

let world: World
let cast: Cast
beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

const calls = routes.flatMap(route =>
  methodsOf(route).map(method => ({ route, method, name: `${method} ${route.path}` })),
)
const guarded = calls.filter(({ route }) => route.public === undefined)
const absentId = 999_999_999_999

const everything = (Object.keys(permissions) as PermissionCode[]).map((code): Grant => ({ code, scope: 'all' }))
const only = (...codes: PermissionCode[]) => everything.filter(({ code }) => codes.includes(code))
const allBut = (...codes: PermissionCode[]) => everything.filter(({ code }) => !codes.includes(code))

describe('every route lets in whom it declares and nobody else', () => {
  const people = new Map<Caller, Person>()
  beforeAll(async () => {
    const { platform, shared } = cast.companies
    for (const caller of callers()) {
      if (caller)
        people.set(caller, await cast.person(caller.tenantId === platformTenantId ? platform : shared, caller.grants))
    }
  })

  test.each(calls)('$name', async ({ route, method }) => {
    expect(await refusal(route, method, null)).toBe(mayCall(route, null) ? null : 'not_authenticated')
    for (const [caller, person] of people) {
      const token = await cast.token(person)
      expect([caller?.name, await refusal(route, method, token)]).toEqual([
        caller?.name,
        mayCall(route, caller) ? null : 'permission_denied',
      ])
    }
  })

  test('the built-in roles of a new company hold what the table says', async () => {
    const { shared, dedicated } = cast.companies
    for (const { id, schema, preset } of [
      { ...shared, preset: 'store' },
      { ...dedicated, preset: 'stockroom' },
    ] as const) {
      const held = await cast.client.query(
        `select r.name, p.code, p.scope from ${schema}.roles r join ${schema}.role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.id
         where r.tenant_id = $1 and r.built_in`,
        [id],
      )
      for (const role of builtInRoles) {
        const grants = held.rows.filter(row => row.name === role).map(({ code, scope }) => `${code} ${scope}`)
        expect(grants.toSorted()).toEqual(
          grantsOf(id, preset)
            [role].map(({ code, scope }) => `${code} ${scope}`)
            .toSorted(),
        )
      }
    }
  })
})

describe('a permission is exactly what it takes', () => {
  test.each(guarded)('$name', async ({ route, method }) => {
    const { platform, shared } = cast.companies
    const demanded = route.platform === undefined ? demandedOf(route) : [route.platform]
    const home = route.platform === undefined ? shared : platform
    for (const code of demanded)
      expect(await refusal(route, method, await cast.token(await cast.person(home, only(code))))).toBe(null)
    const without = await cast.token(await cast.person(home, allBut(...demanded)))
    expect(await refusal(route, method, without)).toBe(demanded.length === 0 ? null : 'permission_denied')
    if (route.platform === undefined) return
    const inCompany = await cast.token(await cast.person(shared, everything))
    expect(await refusal(route, method, inCompany)).toBe('permission_denied')
  })
})

describe('until the first password is changed', () => {
  test.each(guarded)('$name', async ({ route, method }) => {
    const newcomer = await cast.person(cast.companies.shared, everything, { mustChangePassword: true })
    expect(await refusal(route, method, await cast.token(newcomer))).toBe(
      route.duringPasswordChange ? null : 'password_change_required',
    )
  })
})

describe('in a suspended company', () => {
  const setStatus = (status: string) =>
    cast.client.query('update platform.tenants set status = $1 where id = $2', [status, cast.companies.dedicated.id])
  let token: string
  beforeAll(async () => {
    token = await cast.token(await cast.person(cast.companies.dedicated, everything))
    await setStatus('suspended')
  })
  afterAll(() => setStatus('active'))

  test.each(guarded)('$name', async ({ route, method }) => {
    expect(await refusal(route, method, token)).toBe('tenant_suspended')
  })
})

describe('what was true a moment ago counts for nothing', () => {
  test.each(guarded)('$name', async ({ route, method }) => {
    const person = await cast.person(cast.companies.shared, everything)
    const tokens = [
      await cast.token(person),
      await cast.token(person),
      await cast.token(person),
      await cast.token(person),
    ] as const
    for (const token of tokens) expect((await world.withToken(token).get('/api/auth/me/')).status).toBe(200)
    const [robbed, ended, expired, inactive] = tokens
    const own = (change: string) => cast.client.query(change, [person.id, person.userId])

    await own(`delete from shared.role_permissions p using shared.user_roles r
      where p.tenant_id = $1 and r.tenant_id = $1 and r.user_id = $2 and p.role_id = r.role_id`)
    await cast.client.query('update shared.settings set version = version + 1 where tenant_id = $1', [person.id])
    expect(await refusal(route, method, robbed)).toBe(route.signedIn === undefined ? 'permission_denied' : null)

    await own(
      'update shared.sessions set ended_at = now() where tenant_id = $1 and user_id = $2 and id = (select min(id) + 1 from shared.sessions where user_id = $2)',
    )
    expect(await refusal(route, method, ended)).toBe('token_not_valid')
    await own(
      'update shared.sessions set expires_at = now() where tenant_id = $1 and user_id = $2 and id = (select min(id) + 2 from shared.sessions where user_id = $2)',
    )
    expect(await refusal(route, method, expired)).toBe('token_not_valid')
    await own(`update shared.users set status = 'inactive' where tenant_id = $1 and id = $2`)
    expect(await refusal(route, method, inactive)).toBe('token_not_valid')
  })
})

/** The code with which a call is refused at the gate, or null when it got through to the verb. */
async function refusal(route: Route, method: Method, token: string | null): Promise<string | null> {
  const { status, body, text } = await call(route, method, token)
  expect(status, text).toBeLessThan(500)
  const atTheGate = [
    'not_authenticated',
    'token_not_valid',
    'permission_denied',
    'password_change_required',
    'tenant_suspended',
  ]
  if (route.public !== undefined || ![401, 403].includes(status)) return null
  return atTheGate.includes(body.code) ? body.code : null
}

/** With an id that nobody has (of a company: the caller’s own) and a body that no verb takes: who gets in changes nothing. */
function call(route: Route, method: Method, token: string | null): Promise<Reply> {
  const client = token === null ? world.anonymous : world.withToken(token)
  const id = route.aboutCompany && token !== null ? claimsOf(token).tenant_id : absentId
  const url = pathWith(route, id)
  if (method === 'GET') return client.get(url)
  return client[method.toLowerCase() as 'post'](url, route.body && { no_such_field: true })
}
