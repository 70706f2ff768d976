/** What is generated and committed is what would be generated now, and the OpenAPI document is one. */
import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { routes } from '../server/app.ts'
import { findStale, generatedDocuments } from '../server/cli/generate.ts'
import { dumpSchema } from '../server/cli/schema-dump.ts'
import { errors } from '../server/contracts.ts'
import { limits } from '../server/platform/guards.ts'
import { type JsonSchema, plainSchema } from '../server/platform/openapi/json-schema.ts'
import { methodsOf, type OpenApi, openApiOf, templateOf } from '../server/platform/openapi.ts'
import type { Route } from '../server/platform/route.ts'
import { type Cast, openCast } from './cast.ts'
import { emptyTestDatabase } from './database.ts'
import { addSamples, nounOf, pathWith, requiredQuery, sampleId } from './samples.ts'
import { startWorld, type World } from './server.ts'

test('docs/openapi.json, errors.md and permissions.md are fresh: `npm run generate`', async () => {
  expect(await findStale(generatedDocuments())).toEqual([])
})

test('migrations/schema.sql is fresh: `npm run generate`', async () => {
  const database = await emptyTestDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const schema = await dumpSchema(client)
  await client.end()
  await database.drop()
  expect(schema).toBe(await readFile(new URL('../migrations/schema.sql', import.meta.url), 'utf8'))
})

test('every rate limit is of a route that exists', () => {
  const paths = new Set(routes.map(route => route.path as string))
  expect(Object.keys(limits).filter(path => !paths.has(path))).toEqual([])
})

test('no path and method is declared twice, and every path ends in a slash', () => {
  const names = routes.flatMap(route => methodsOf(route).map(method => `${method} ${route.path}`))
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  expect(names.filter(name => !name.endsWith('/'))).toEqual([])
})

test('whatever changes something that has a version heeds If-Match', () => {
  const versioned = routes.filter(
    ({ path, reply }) =>
      path.endsWith(':id/') && 'version' in ((reply[200] as { properties?: object })?.properties ?? {}),
  )
  const changes = versioned.flatMap(({ path: row }) =>
    routes.filter(({ path, method, reply }) => path.startsWith(row) && method !== 'GET' && !(201 in reply)),
  )
  expect(changes.length).toBeGreaterThan(40)
  expect(changes.filter(({ errors }) => !errors?.includes('version_mismatch')).map(({ path }) => path)).toEqual([])
})

describe('the OpenAPI document', () => {
  const document = openApiOf(routes)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...(operation as Operation) })),
  )
  const operationOf = (path: string, method: string) =>
    document.paths[templateOf(path)]?.[method.toLowerCase()] as Operation
  type Operation = {
    operationId: string
    tags: string[]
    parameters?: { name: string; in: string; required: boolean; schema: JsonSchema }[]
    requestBody?: { content: { 'application/json'?: { schema: JsonSchema; example: unknown } } }
    responses: Record<string, { $ref?: string; description?: string; content?: Record<string, { schema: JsonSchema }> }>
    security: object[]
  }

  test('has every route, each with its own id', () => {
    const declared = routes.flatMap(route =>
      methodsOf(route).map(method => `${method.toLowerCase()} ${templateOf(route.path)}`),
    )
    expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(declared.toSorted())
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { operationId } of operations) expect(operationId).toMatch(/^[a-z][a-zA-Z]+$/)
  })

  test('has every declared reply and every declared error of a route', () => {
    for (const route of routes) {
      for (const method of methodsOf(route)) {
        const { responses } = operationOf(route.path, method)
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(Object.keys(route.reply)))
        for (const code of route.errors ?? [])
          expect(responses[errors[code].status]?.$ref, `${route.path} ${code}`).toContain(code)
      }
    }
  })

  test('refers to nothing that is not there', () => {
    const references = Array.from(
      JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g),
      ([, path]) => path as string,
    )
    expect(references.length).toBeGreaterThan(0)
    for (const path of new Set(references))
      expect(
        path.split('/').reduce<unknown>((at, step) => (at as JsonSchema)?.[step], document),
        path,
      ).toBeDefined()
  })

  test('names every parameter of a path, and describes all of them', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name)
      expect(parameters.filter(each => each.in === 'path').map(each => each.name)).toEqual(inPath)
      expect(new Set(parameters.map(each => `${each.in} ${each.name}`)).size).toBe(parameters.length)
    }
  })

  test('speaks plain JSON Schema, and every example of a body fits', () => {
    expect(JSON.stringify(document)).not.toMatch(/"(isId|isMoney|isQuantity|isText|orNull|~\w+)":/)
    for (const { requestBody, operationId } of operations) {
      const json = requestBody?.content['application/json']
      if (!json) continue
      const { schema, example } = json
      const validate = ajv.compile(schema)
      expect(
        validate(example),
        `${operationId}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(example)}`,
      ).toBe(true)
    }
  })

  test('asks for a token exactly where a route is not public', () => {
    for (const route of routes)
      for (const method of methodsOf(route)) {
        const { security } = operationOf(route.path, method)
        expect(security).toEqual(route.public === undefined ? [{ bearer: [] }] : [])
      }
  })
})

/** Strict about keywords, so that a misspelt one does not pass for an annotation. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true })
;(ajvFormats as unknown as (ajv: Ajv2020) => void)(ajv)
ajv.addKeyword('example')

describe('the documents of a running server', () => {
  let world: World
  let cast: Cast
  beforeAll(async () => {
    world = await startWorld()
    cast = await openCast(world)
    await addSamples(cast, cast.companies.shared)
  })
  afterAll(async () => {
    await cast.close()
    await world.close()
  })

  test('/api/schema/ is the generated document, as JSON and as YAML, with and without its slash', async () => {
    const expected = JSON.parse(JSON.stringify(openApiOf(routes))) as OpenApi
    for (const path of ['/api/schema/', '/api/schema']) expect((await world.anonymous.get(path)).body).toEqual(expected)
    const yaml = await world.anonymous.get('/api/schema/?format=yaml')
    expect(yaml.headers['content-type']).toBe('application/yaml; charset=utf-8')
    expect(parse(yaml.text)).toEqual(expected)
  })

  test('/api/docs/ needs nothing from outside and no inline script', async () => {
    const page = await world.anonymous.get('/api/docs/')
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.text).not.toMatch(/https?:|<script>|<style|\son\w+=|\sstyle=/)
    const assets = Array.from(page.text.matchAll(/(?:src|href)="([^"]+)"/g), ([, path]) => path as string)
    expect(assets.length).toBeGreaterThan(2)
    for (const asset of assets) expect((await world.anonymous.get(asset)).status, asset).toBe(200)
    expect((await world.anonymous.get('/api/docs/start.js')).text).not.toMatch(/https?:/)
  })

  test.each(routes.filter(route => route.method === 'GET'))('$path answers what its document says', async route => {
    const id = route.path.includes(':id') ? await sampleId(cast, cast.companies.shared, nounOf(route)) : 0
    const { status, body, text } = await world
      .as(route.platform === undefined ? 'rohan' : 'Ria')
      .get(pathWith(route, id) + queryOf(route))
    expect(Object.keys(route.reply).map(Number), text).toContain(status)
    const validate = ajv.compile(plainSchema(route.reply[status], 'answered'))
    expect(validate(body ?? text), ajv.errorsText(validate.errors)).toBe(true)
  })

  /** Where an admin of the platform looks at a record, it is the company's. */
  const queryOf = (route: Route) => {
    if (route.path === '/api/users/names/') return '?ids=1'
    return route.platform !== undefined && route.path.includes(':id') && route.query?.properties.company
      ? `?company=${cast.companies.shared.id}`
      : requiredQuery(route)
  }

  test('it is ready', async () => {
    expect(await world.anonymous.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
    expect((await world.anonymous.get('/metrics')).text).toContain('http_request_duration_seconds_bucket')
  })

  test.each(routes.filter(route => methodsOf(route).includes('GET') && !route.path.includes(':id')))(
    '$path is served without its slash, without a redirect',
    async route => {
      const path = pathWith(route, '')
      const [bare, slashed] = [await world.as('rohan').get(path.slice(0, -1)), await world.as('rohan').get(path)]
      expect([bare.status, slashed.status].filter(status => status >= 300 && status < 400)).toEqual([])
      expect(bare.status).toBe(slashed.status)
    },
  )
})
