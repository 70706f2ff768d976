/** Lock 7, its other half: to an owner of another company, this one's records are exactly like those that do not exist. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../server/app.ts'
import { type PermissionCode, permissions } from '../server/contracts.ts'
import { exampleOf, type JsonSchema, plainSchema } from '../server/platform/openapi/json-schema.ts'
import { methodsOf } from '../server/platform/openapi.ts'
import type { Method, Route } from '../server/platform/route.ts'
import { type Cast, openCast, type Person } from './cast.ts'
import { addSamples, checksum, nounOf, pathWith, requiredQuery, sampleId } from './samples.ts'
import { quietRelay, type Reply, startWorld, type World } from './server.ts'

let world: World
let cast: Cast
/** An owner beside the victim in the schema `shared`, and one in a schema of its own. */
let strangers: [string, Person][]
let before: string

beforeAll(async () => {
  world = await startWorld({}, quietRelay)
  cast = await openCast(world)
  await addSamples(cast, cast.companies.shared)
  const neighbour = await world.as('Ria').post('/api/companies/', {
    name: 'Neighbour',
    placement: 'shared',
    owner: { username: 'nora', email: 'nora@example.com', password: 'nora12345' },
  })
  expect(neighbour.status, neighbour.text).toBe(201)
  const all = (Object.keys(permissions) as PermissionCode[]).map(code => ({ code, scope: 'all' as const }))
  strangers = [
    ['a neighbour in shared', await cast.person({ id: neighbour.body.id, schema: 'shared' }, all)],
    ['a company in a schema of its own', await cast.person(cast.companies.dedicated, all)],
  ]
  before = await checksum(cast, cast.companies.shared)
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

const calls = routes.flatMap(route =>
  methodsOf(route).map(method => ({ route, method, name: `${method} ${route.path}` })),
)
const byId = calls.filter(({ route }) => route.path.includes(':id') && route.public === undefined)
const absentId = 999_999_999_999

describe('a path with an id of another company', () => {
  test.each(byId)('$name', async ({ route, method }) => {
    const foreignId = await sampleId(cast, cast.companies.shared, nounOf(route))
    for (const [who, person] of strangers) {
      const token = await cast.token(person)
      const statuses = new Set<number>()
      for (const body of bodiesOf(route, method)) {
        const foreign = await call({ route, method, id: foreignId, body }, token)
        const absent = await call({ route, method, id: absentId, body }, token)
        expect([who, said(foreign)], JSON.stringify(body)).toEqual([who, said(absent)])
        if (foreign.status === 404) expect(foreign.body).toEqual({ detail: 'Not found.' })
        statuses.add(foreign.status)
      }
      const expected = route.platform === undefined || route.aboutCompany ? [404] : [403]
      expect([who, [...statuses].filter(status => status !== 400)]).toEqual([who, expected])
    }
  })

  test('none of these calls changed anything there', async () => {
    expect(await checksum(cast, cast.companies.shared)).toBe(before)
  })
})

describe('a field with an id of another company', () => {
  const taking = calls.flatMap(each =>
    idFields(schemaOf(each.route)).map(field => ({ ...each, field, name: `${each.name} ${field.join('.')}` })),
  )

  test.each(taking)('$name', async ({ route, method, field }) => {
    const noun = field.findLast(step => step !== '0') as string
    const foreignId = await sampleId(cast, cast.companies.shared, noun)
    if (foreignId === null) return
    for (const [who, person] of strangers) {
      const token = await cast.token(person)
      const id = route.path.includes(':id') ? await sampleId(cast, person, nounOf(route)).catch(() => absentId) : null
      const body = exampleOf(schemaOf(route) as JsonSchema)
      const [foreign, absent] = await Promise.all(
        [foreignId, absentId].map(value => call({ route, method, id, body: withField(body, field, value) }, token)),
      )
      expect([who, said(foreign as Reply, foreignId)]).toEqual([who, said(absent as Reply, absentId)])
      expect(foreign?.status).toBeGreaterThanOrEqual(400)
    }
  })

  test('none of these calls changed anything there', async () => {
    expect(await checksum(cast, cast.companies.shared)).toBe(before)
  })
})

describe('a query with an id of another company', () => {
  // A public storefront is no secret to anybody: its path names the company, and its own tests say what it shows.
  const listing = calls.filter(
    ({ route, method }) => method === 'GET' && route.query && !route.path.includes(':id') && !route.public,
  )

  test.each(listing)('$name', async ({ route }) => {
    for (const [who, person] of strangers) {
      const token = await cast.token(person)
      for (const name of Object.keys(route.query?.properties ?? {})) {
        const noun = name === 'ids' && route.path === '/api/users/names/' ? 'user' : name
        const foreignId = await sampleId(cast, cast.companies.shared, noun).catch(() => null)
        if (foreignId === null) continue
        const [foreign, absent] = await Promise.all(
          [foreignId, absentId].map(value => world.withToken(token).get(`${pathWith(route, '')}?${name}=${value}`)),
        )
        expect([who, name, said(foreign as Reply, foreignId)]).toEqual([who, name, said(absent as Reply, absentId)])
      }
    }
  })
})

function schemaOf({ body }: Route): JsonSchema | null {
  return body ? plainSchema(body, 'sent') : null
}

/** What the call documents as its example; where nothing is required also nothing, and each field alone. */
function bodiesOf(route: Route, method: Method): unknown[] {
  const schema = schemaOf(route)
  if (!schema || method === 'GET') return [undefined]
  const example = exampleOf(schema) as Record<string, unknown>
  if (((schema.required as string[] | undefined) ?? []).length > 0) return [example]
  return [example, {}, ...Object.entries(example).map(([name, value]) => ({ [name]: value }))]
}

/** The paths to every field that takes an id. */
function idFields(schema: JsonSchema | null, path: string[] = []): string[][] {
  if (!schema) return []
  if (schema.maximum === Number.MAX_SAFE_INTEGER && [schema.type].flat().includes('string')) return [path]
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  const inside = properties.flatMap(([name, field]) => idFields(field, [...path, name]))
  return schema.items ? [...inside, ...idFields(schema.items as JsonSchema, [...path, '0'])] : inside
}

function withField(body: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value
  const inner = (body as Record<string, unknown> | undefined)?.[step]
  if (step === '0') return [withField(inner, rest, value)]
  return { ...(body as object), [step]: withField(inner, rest, value) }
}

/** Status and text, with the id that was sent taken out of it. */
function said({ status, text }: Reply, id: number | null = null): [number, string] {
  return [status, id === null ? text : text.replaceAll(String(id), 'ID')]
}

type Call = { route: Route; method: Method; id: number | null; body: unknown }

function call({ route, method, id, body }: Call, token: string): Promise<Reply> {
  const client = world.withToken(token)
  const url = pathWith(route, id) + requiredQuery(route)
  return method === 'GET' ? client.get(url) : client[method.toLowerCase() as 'post'](url, body)
}
