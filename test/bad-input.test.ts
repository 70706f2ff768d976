/**
 * Whatever is sent to whatever route, the answer comes soon, is never a 5xx, names the fields at fault and tells nothing
 * of our inside. Generated from the routes' own schemas. `BAD_INPUT_RUNS` sets the requests per route (20).
 */
import { Ajv } from 'ajv'
import ajvFormats from 'ajv-formats'
import type { Arbitrary } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '../server/app.ts'
import { type PermissionCode, permissions } from '../server/contracts.ts'
import { plainSchema } from '../server/platform/openapi/json-schema.ts'
import { methodsOf, openApiOf, templateOf } from '../server/platform/openapi.ts'
import type { Method, Route } from '../server/platform/route.ts'
import { addKeywords } from '../server/platform/schema.ts'
import { type Cast, openCast, type Person } from './cast.ts'
import { hostileBody, hostileText, textOf } from './hostile.ts'
import fc from './random.ts'
import { addSamples, nounOf, pathWith, sampleId } from './samples.ts'
import { startWorld, type World } from './server.ts'

const numRuns = Number(process.env.BAD_INPUT_RUNS ?? 20)
const patienceMs = 5_000

let world: World
let cast: Cast
let owner: Person
beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
  await addSamples(cast, cast.companies.shared)
  const all = (Object.keys(permissions) as PermissionCode[]).map(code => ({ code, scope: 'all' as const }))
  owner = await cast.person(cast.companies.shared, all)
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

const calls = routes.flatMap(route =>
  methodsOf(route).map(method => ({ route, method, name: `${method} ${route.path}` })),
)

test.each(calls)('$name', { timeout: 120_000 }, async ({ route, method }) => {
  const id = route.path.includes(':id') ? await sampleId(cast, owner, nounOf(route)).catch(() => 1) : 1
  const refuses = refuserOf(route)
  await fc.assert(
    fc.asyncProperty(requestTo(route, method, id ?? 1), async request => {
      const started = performance.now()
      const reply = await world.app.inject({
        method,
        url: request.url,
        headers: await headersOf(request),
        ...(request.body !== undefined && { payload: request.body }),
      })
      const ms = performance.now() - started
      assertCalm({ status: reply.statusCode, text: reply.body, ms })
      assertDocumented(route, method, { status: reply.statusCode, text: reply.body })
      if (reply.statusCode === 400) assertNamed(reply.json(), refuses(request.body))
      else if (request.body !== undefined && refuses(request.body).length > 0)
        expect(reply.statusCode).toBeGreaterThan(400)
    }),
    { numRuns, verbose: 1 },
  )
})

type Request = { url: string; body: string | undefined; headers: Record<string, string> }

function requestTo(route: Route, method: Method, id: number): Arbitrary<Request> {
  const step = fc.oneof({ weight: 3, arbitrary: fc.constant(String(id)) }, { weight: 1, arbitrary: hostileText })
  const body =
    route.body && method !== 'GET' ? hostileBody(plainSchema(route.body, 'sent')).map(textOf) : fc.constant(undefined)
  const slug = fc.oneof({ weight: 3, arbitrary: fc.constant('dreamkart') }, { weight: 1, arbitrary: hostileText })
  const url = fc.tuple(step, slug, queryOf(route)).map(([text, store, query]) => pathWith(route, text, store) + query)
  return fc.record({ url, body, headers: hostileHeaders })
}

function queryOf({ query }: Route): Arbitrary<string> {
  const known = Object.keys(query?.properties ?? {})
  const name =
    known.length > 0
      ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: hostileText })
      : hostileText
  const pair = fc.tuple(name, hostileText).map(([left, right]) => `${left}=${right}`)
  return fc
    .array(pair, { maxLength: known.length > 0 ? 2 : 1 })
    .map(pairs => (pairs.length > 0 ? `?${pairs.join('&')}` : ''))
}

const hostileHeaders = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'if-match': 'x' },
      { 'if-match': '"1"' },
      { 'if-match': 'W/"9999999999999999999"' },
      { 'if-match': '*' },
      { 'idempotency-key': '' },
      { 'idempotency-key': 'a b' },
      { 'idempotency-key': 'x'.repeat(300) },
      { 'x-session': 'cookie' },
      { cookie: 'a=%zz; =; refresh=x; ;;' },
      { accept: 'application/problem+json' },
      { accept: '*/*;q=x,,,' },
      { origin: 'null' },
      { host: 'no such host!' },
      { host: '[::1' },
      { 'x-forwarded-for': 'not an address' },
      { 'user-agent': 'x'.repeat(3_000) },
    ),
  },
)

/** A session of its own for each request: the one before may have ended all. */
async function headersOf({ body, headers }: Request): Promise<Record<string, string>> {
  const authorization = `Bearer ${await cast.token(owner)}`
  return { authorization, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }
}

const document = openApiOf(routes)

/** The status, and the code where there is one, are among those that the OpenAPI document promises. */
function assertDocumented(route: Route, method: Method, { status, text }: { status: number; text: string }): void {
  const operation = document.paths[templateOf(route.path)]?.[method.toLowerCase()] as {
    responses: Record<string, { $ref?: string }>
  }
  const promised = operation.responses[status]
  expect(promised, `${status} ${text}`).toBeDefined()
  const code = status >= 400 && status !== 404 ? JSON.parse(text).code : undefined
  if (typeof code === 'string' && code !== 'invalid') expect(promised?.$ref, text).toContain(code)
}

type Answer = { status: number; text: string; ms: number }

function assertCalm({ status, text, ms }: Answer): void {
  expect(status, text).toBeLessThan(500)
  expect(ms).toBeLessThan(patienceMs)
  if (status >= 400)
    expect(text).not.toMatch(
      /\bat .+:\d+:\d+|node_modules|_pkey|_key\b|_fkey|_check\b|SQLSTATE|relation "|syntax error/,
    )
}

/** The fields that the schema refuses are among those that the 400 names, unless it was over before any schema was asked. */
function assertNamed(body: Record<string, unknown>, refused: string[]): void {
  const fields = (body.errors as Record<string, unknown> | undefined) ?? body
  const named = Object.keys(fields)
  expect(named.length).toBeGreaterThan(0)
  const early = named.some(name => earlyFields.has(name)) || earlyFlaw.test(JSON.stringify(fields))
  if (!early && refused.length > 0) expect(refused).toEqual(expect.arrayContaining([expect.toBeOneOf(named)]))
}

const earlyFields = new Set(['non_field_errors', 'Idempotency-Key', 'code'])
const earlyFlaw = /Remove the NUL|a surrogate stands alone|Nest at most|Send at most 1000 entries/

const ajv = addKeywords(new Ajv({ allErrors: true, strict: false, allowUnionTypes: true }))
;(ajvFormats as unknown as (ajv: Ajv) => void)(ajv)

/** Which fields of a body's text its schema refuses; none for a text that is not even JSON. */
function refuserOf({ body }: Route): (text: string | undefined) => string[] {
  if (!body) return () => []
  const validate = ajv.compile(body)
  return text => {
    try {
      if (text === undefined || validate(JSON.parse(text))) return []
    } catch {
      return []
    }
    return (validate.errors ?? []).map(
      ({ instancePath, params }) =>
        instancePath.split('/')[1] ?? params.missingProperty ?? params.additionalProperty ?? 'non_field_errors',
    )
  }
}
