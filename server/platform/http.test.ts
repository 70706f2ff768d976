/** Bad input and the server's manners, told against an app without a database: everything here happens before one is asked. */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installApiDocs } from './apidocs.ts'
import type { Config } from './config.ts'
import type { Deployment } from './deployment.ts'
import { fail } from './errors.ts'
import { installGuards } from './guards.ts'
import { installHealth } from './health.ts'
import { addRoutes, openHttp } from './http.ts'
import { createLog } from './log.ts'
import { route, routesOf } from './route.ts'
import { Id, Line, Money, Nullable, OneOf, Prose, Quantity, Shape } from './schema.ts'
import { openTokens } from './tokens.ts'

const Thing = Shape({
  name: Line(20),
  price: Type.Optional(Money()),
  owner: Type.Optional(Nullable(Id())),
  quantity: Type.Optional(Quantity(0)),
  count: Type.Optional(Type.Integer({ minimum: 0 })),
  kind: Type.Optional(OneOf(['big', 'small'])),
  note: Type.Optional(Prose(100)),
  active: Type.Optional(Type.Boolean()),
  tags: Type.Optional(Type.Array(Type.String(), { maxItems: 3 })),
  lines: Type.Optional(Type.Array(Shape({ qty: Quantity(1) }), { minItems: 1, maxItems: 100 })),
})
const Anything = Type.Unsafe<unknown>({})
const query = Type.Object({ page_size: Type.Optional(Type.String()) })

const things = routesOf('Things', [
  route({
    method: 'POST',
    path: '/api/things/',
    public: 'a test',
    summary: 'Make a thing',
    body: Thing,
    reply: { 201: Anything },
    handle: (_ctx, { body }) => body,
  }),
  route({
    method: 'GET',
    path: '/api/things/',
    public: 'a test',
    summary: 'List things',
    query,
    reply: { 200: Anything },
    handle: (_ctx, input) => input.query,
  }),
  route({
    method: 'GET',
    path: '/api/things/:id/',
    public: 'a test',
    summary: 'Show a thing',
    reply: { 200: Anything },
    handle: (_ctx, { params }) => params,
  }),
  route({
    method: 'GET',
    path: '/api/things/names/',
    public: 'a test',
    summary: 'Names of things',
    reply: { 200: Anything },
    handle: () => [],
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/things/:id/',
    signedIn: 'a test',
    summary: 'Change a thing',
    body: Thing,
    reply: { 200: Anything },
    handle: async () => null,
  }),
  route({
    method: 'POST',
    path: '/api/things/:id/break/',
    public: 'a test',
    summary: 'Break a thing',
    reply: { 204: null },
    handle: async () => {
      throw new Error('select * from secrets')
    },
  }),
  route({
    method: 'POST',
    path: '/api/things/:id/hold/',
    public: 'a test',
    summary: 'Hold a thing',
    reply: { 204: null },
    handle: async () => {
      throw fail('busy', { retry_after: 3 })
    },
  }),
])

const noStats = {
  readsInFlight: 0,
  writesInFlight: 0,
  waiting: 0,
  connections: 0,
  transactions: 0,
  roundTrips: 0,
  repeats: 0,
}

async function openApp(changes: Partial<Config> = {}, patienceMs?: number): Promise<FastifyInstance> {
  const config = {
    trustProxy: false,
    corsOrigins: ['http://localhost:*', 'https://shop.example'],
    rateLimits: false,
    metricsToken: null,
  }
  const deployment = {
    config: { ...config, ...changes },
    log: createLog('silent'),
    tokens: openTokens('a secret that only tests know, long enough to be one'),
    door: { directory: { rows: async () => [] }, stats: () => noStats },
    wakeOutbox() {},
  } as unknown as Deployment
  const app = openHttp(deployment, patienceMs)
  await installGuards(app, deployment)
  installHealth(app, deployment)
  await installApiDocs(app)
  addRoutes(app, things, deployment, async () => {})
  await app.ready()
  return app
}

let app: FastifyInstance
beforeAll(async () => {
  app = await openApp()
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

async function send(method: string, url: string, options: InjectOptions = {}) {
  const reply = await app.inject({ method: method as 'GET', url, ...options })
  return {
    status: reply.statusCode,
    headers: reply.headers,
    text: reply.body,
    body: reply.body === '' ? null : JSON.parse(reply.body),
  }
}

const post = (payload: unknown, type = 'application/json') =>
  send('POST', '/api/things/', {
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': type },
  })

const nested = (depth: number) => `{"name":"x","tags":${'['.repeat(depth)}${']'.repeat(depth)}}`

describe('a body that is not what it should be is refused with the field named', () => {
  const numeric = { name: 'x' }
  const cases: [string, unknown, string, number?][] = [
    ['not JSON', '{"name"', 'non_field_errors'],
    ['JSON with something behind it', '{"name":"x"} x', 'non_field_errors'],
    ['NaN', '{"name":"x","count":NaN}', 'non_field_errors'],
    ['Infinity', '{"name":"x","quantity":Infinity}', 'non_field_errors'],
    ['1e400 as a quantity', '{"name":"x","quantity":1e400}', 'quantity'],
    ['1e400 as an integer', '{"name":"x","count":1e400}', 'count'],
    ['1e400 as money', '{"name":"x","price":1e400}', 'price'],
    ['1e400 as an id', '{"name":"x","owner":1e400}', 'owner'],
    ['empty', '', 'non_field_errors'],
    ['blank', '  \n', 'non_field_errors'],
    ['null', 'null', 'non_field_errors'],
    ['a number', '2', 'non_field_errors'],
    ['a string', '"name"', 'non_field_errors'],
    ['a list', '[]', 'non_field_errors'],
    ['a list of bodies', '[{"name":"x"}]', 'non_field_errors'],
    ['a string for a number', { ...numeric, count: '2' }, 'count'],
    ['a string for a quantity', { ...numeric, quantity: '2' }, 'quantity'],
    ['true for a number', { ...numeric, count: true }, 'count'],
    ['true for a quantity', { ...numeric, quantity: true }, 'quantity'],
    ['true for money', { ...numeric, price: true }, 'price'],
    ['true for an id', { ...numeric, owner: true }, 'owner'],
    ['[3] for a number', { ...numeric, count: [3] }, 'count'],
    ['[3] for an id', { ...numeric, owner: [3] }, 'owner'],
    ['[3] for money', { ...numeric, price: [3] }, 'price'],
    ['a number for a string', { name: 3 }, 'name'],
    ['an object for a string', { name: {} }, 'name'],
    ['1 for a boolean', { ...numeric, active: 1 }, 'active'],
    ['"true" for a boolean', { ...numeric, active: 'true' }, 'active'],
    ['null where nothing is nullable', { name: null }, 'name'],
    ['a missing field', {}, 'name'],
    ['a blank name', { name: '   ' }, 'name'],
    ['a long name', { name: 'x'.repeat(21) }, 'name'],
    ['a name with a line break', { name: 'a\nb' }, 'name'],
    ['a name with an escape character', { name: 'a\u001bb' }, 'name'],
    ['NUL in a text', { name: 'a\0b' }, 'name'],
    ['NUL in a list', { ...numeric, tags: ['\0'] }, 'tags'],
    ['NUL in a field’s name', '{"na\\u0000me":"x"}', 'name'],
    ['a high surrogate alone', '{"name":"a\\ud83d"}', 'name'],
    ['a low surrogate alone', '{"name":"\\ude00a"}', 'name'],
    ['a surrogate in a field’s name', '{"\\ud83d":1,"name":"x"}', '\ufffd'],
    ['an unknown field', { ...numeric, colour: 'red' }, 'colour'],
    ['an unknown field called constructor', { ...numeric, constructor: 1 }, 'constructor'],
    ['an unknown field called toString', { ...numeric, toString: 1 }, 'toString'],
    ['__proto__', '{"name":"x","__proto__":{"active":true}}', 'non_field_errors'],
    ['__proto__ further in', '{"name":"x","lines":[{"__proto__":{}}]}', 'non_field_errors'],
    ['constructor.prototype', '{"name":"x","constructor":{"prototype":{}}}', 'non_field_errors'],
    ['21 levels', nested(20), 'tags'],
    ['100 levels', nested(100), 'tags'],
    ['100,000 levels', nested(100_000), 'tags'],
    ['too many entries', { ...numeric, tags: ['a', 'b', 'c', 'd'] }, 'tags'],
    ['an empty list', { ...numeric, lines: [] }, 'lines'],
    ['300,000 entries', `{"name":"x","lines":[${'1,'.repeat(300_000)}1]}`, 'lines'],
    ['5,000 fields', Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, 1])), 'non_field_errors'],
    ['a word that is none of them', { ...numeric, kind: 'medium' }, 'kind'],
    ['a fraction for an integer', { ...numeric, count: 1.5 }, 'count'],
    ['too many decimals', { ...numeric, quantity: 0.0001 }, 'quantity'],
    ['a negative quantity', { ...numeric, quantity: -1 }, 'quantity'],
    ['a negative price', { ...numeric, price: -1 }, 'price'],
    ['a price in words', { ...numeric, price: '1,000' }, 'price'],
    ['a price in hexadecimal', { ...numeric, price: '0x10' }, 'price'],
    ['a price with an exponent', { ...numeric, price: '1e3' }, 'price'],
    ['an empty price', { ...numeric, price: '' }, 'price'],
    ['id 0', { ...numeric, owner: 0 }, 'owner'],
    ['id -1', { ...numeric, owner: -1 }, 'owner'],
    ['id 1.5', { ...numeric, owner: 1.5 }, 'owner'],
    ['id "01"', { ...numeric, owner: '01' }, 'owner'],
    ['id "0x10"', { ...numeric, owner: '0x10' }, 'owner'],
    ['id " 1"', { ...numeric, owner: ' 1' }, 'owner'],
    ['id 2^53', '{"name":"x","owner":9007199254740992}', 'owner'],
    ['id "2^53 + 1"', { ...numeric, owner: '9007199254740993' }, 'owner'],
  ]
  test.each(cases)('%s', async (_name, payload, field) => {
    const { status, body, text } = await post(payload)
    expect(status).toBe(400)
    expect(Object.keys(body)).toContain(field)
    expect(text).not.toMatch(/\.[jt]s:|node_modules|Error:/)
    expect(Object.hasOwn(Object.prototype, 'active')).toBe(false)
  })

  test('the messages are nested as the body is', async () => {
    const { body } = await post({ name: 'x', lines: [{ qty: 1 }, { qty: '2' }, {}] })
    expect(body).toEqual({ lines: [{}, { qty: ['Send a number.'] }, { qty: ['This field is required.'] }] })
  })

  test('every fault is named at once', async () => {
    const { body } = await post({ price: 'free', count: 'two', colour: 'red' })
    expect(Object.keys(body).toSorted()).toEqual(['colour', 'count', 'name', 'price'])
    expect((await post({ name: 5 })).body).toEqual({ name: ['Send a string.'] })
  })

  test('half a million wrong entries are refused with a short answer', async () => {
    const { status, text } = await post(`{"name":"x","lines":[${'1,'.repeat(500_000)}1]}`)
    expect([status, text.length < 1000]).toEqual([400, true])
  })
})

describe('a body in another shape than JSON', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'junk',
    ';;;',
  ])('%s is 415', async type => {
    const { status, body } = await post('{"name":"x"}', type)
    expect([status, body.code]).toEqual([415, 'unsupported_media_type'])
  })

  test('without a content type is 415', async () => {
    const { status } = await send('POST', '/api/things/', { payload: Buffer.from('{"name":"x"}') })
    expect(status).toBe(415)
  })

  test('of 10 MB is 413', async () => {
    const { status, body } = await post(`{"name":"${'x'.repeat(10_000_000)}"}`)
    expect([status, body.code]).toEqual([413, 'payload_too_large'])
  })

  test('of 10 MB in chunks, without a length, is 413', async () => {
    const answer = await raw(
      `POST /api/things/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunks(10)}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('whose length is a lie is refused', async () => {
    const answer = await raw(
      'POST /api/things/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5\r\nconnection: close\r\n\r\n{"name":"x"}',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('in broken UTF-8 is refused', async () => {
    const payload = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    const { status } = await send('POST', '/api/things/', { payload, headers: { 'content-type': 'application/json' } })
    expect(status).toBe(400)
  })

  test('with a charset in its type is read', async () => {
    expect((await post({ name: 'é' }, 'application/json; charset=utf-8')).body).toEqual({ name: 'é' })
  })
})

describe('the liberties of the contract', () => {
  test('an id may be a numeric string, money a number or a string, text has spaces around it', async () => {
    const { status, body } = await post({ name: ' x ', owner: '42', price: 999.99, quantity: 0.125 })
    expect([status, body]).toEqual([201, { name: 'x', owner: 42, price: '999.99', quantity: 0.125 }])
  })

  test('a nullable field takes null, and names of Object are ordinary words in a text', async () => {
    expect((await post({ name: '__proto__', owner: null })).body).toEqual({ name: '__proto__', owner: null })
  })
})

describe('paths', () => {
  test.each([
    '0x10',
    '01',
    '0',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '9007199254740993',
    'abc',
    '٣',
    '%31%00',
    '1%20',
    'null',
    '9'.repeat(19),
    '9'.repeat(5000),
    "1'--",
  ])('the id %s is 404', async id => {
    const { status, body } = await send('GET', `/api/things/${id}/`)
    expect([status, body]).toEqual([404, { detail: 'Not found.' }])
  })

  test.each(['%zz', '%', '%e0%a4', '%c0%af', '..%2f..%2fetc', '%00'])('the malformed step %s is 404', async step => {
    const { status, body } = await send('GET', `/api/things/${step}/`)
    expect([status, body.detail]).toEqual([404, 'Not found.'])
  })

  test.each(['/api/things/7/', '/api/things/7', '/api/things/7?', '/api/things/7/?x'])(
    '%s is served as it is',
    async url => {
      expect(await send('GET', url)).toMatchObject({ status: 200, body: { id: 7 } })
    },
  )

  test.each(['/', '/nothing/', '/api', '/api//things/', '/api/things/7/8/', '/.env', '/API/THINGS/'])(
    '%s is 404',
    async url => {
      expect((await send('GET', url)).status).toBe(404)
    },
  )

  test('a URL of 100 KB is refused', async () => {
    expect(await raw(`GET /api/things/?q=${'x'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 4\d\d /,
    )
  })
})

describe('queries', () => {
  test.each([
    'page_size=1&page_size=2',
    'page_size[]=1',
    'page_size=%zz',
    'page_size=%00',
    '__proto__=1',
    'constructor=1',
    '&&&===',
    '%',
    'page_size',
    'a[b][c]=1',
  ])('%s is never a 5xx', async text => {
    expect((await send('GET', `/api/things/?${text}`)).status).toBeLessThan(500)
  })

  test('a repeated parameter is named', async () => {
    expect(await send('GET', '/api/things/?page_size=1&page_size=2')).toMatchObject({
      status: 400,
      body: { page_size: ['Send a string.'] },
    })
  })
})

describe('methods', () => {
  test.each([
    ['DELETE', '/api/things/', 'GET, HEAD, OPTIONS, POST'],
    ['PATCH', '/api/things', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/api/things/7/', 'GET, HEAD, OPTIONS, PATCH, PUT'],
    ['GET', '/api/things/7/break/', 'OPTIONS, POST'],
    ['PROPFIND', '/api/things/', 'GET, HEAD, OPTIONS, POST'],
    ['TRACE', '/healthz', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/schema', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/things/names/', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/things/names', 'GET, HEAD, OPTIONS'],
  ])('%s %s is 405 and names the others', async (method, url, allow) => {
    const { status, headers, body } = await send(method, url)
    expect([status, headers.allow, body.code]).toEqual([405, allow, 'method_not_allowed'])
  })

  test('405 comes before the body is looked at, 404 too', async () => {
    const junk = { payload: '{', headers: { 'content-type': 'text/plain' } }
    expect((await send('DELETE', '/api/things/', junk)).status).toBe(405)
    expect((await send('POST', '/nothing/', junk)).status).toBe(404)
  })

  test('OPTIONS names the methods, HEAD answers without a body', async () => {
    expect(await send('OPTIONS', '/api/things/7/')).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, OPTIONS, PATCH, PUT' },
    })
    expect(await send('HEAD', '/api/things/7/')).toMatchObject({ status: 200, text: '' })
  })

  test.each([
    ['an unknown verb', 'FOO /api/things/ HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['not HTTP at all', 'hello\r\n\r\n'],
    ['a header without a name', 'GET /healthz HTTP/1.1\r\nhost: x\r\n: junk\r\n\r\n'],
    ['a header with a control character', 'GET /healthz HTTP/1.1\r\nhost: x\r\na: b\x01\r\n\r\n'],
    ['two lengths', 'POST /api/things/ HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}'],
    [
      'length and chunks',
      'POST /api/things/ HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['headers of 40 KB', `GET /healthz HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(7000)}\r\n`],
  ])('%s is a 4xx', async (_name, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
})

describe('headers', () => {
  test.each([
    ['authorization', 'Bearer'],
    ['authorization', 'Bearer  '],
    ['authorization', 'Basic abc'],
    ['authorization', `Bearer ${'x'.repeat(8000)}`],
    ['authorization', 'Bearer a.b.c'],
    ['authorization', 'Bearer eyJhbGciOiJub25lIn0.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.'],
  ])('%s: %s is 401 with its challenge', async (name, value) => {
    const { status, headers } = await send('PATCH', '/api/things/7/', {
      headers: { [name]: value, 'content-type': 'application/json' },
      payload: '{"name":"x"}',
    })
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })

  test('a request id is kept when it is harmless and made otherwise', async () => {
    expect((await send('GET', '/healthz', { headers: { 'x-request-id': 'abc-1' } })).headers['x-request-id']).toBe(
      'abc-1',
    )
    for (const bad of ['a b', '<script>', 'x'.repeat(65), ''])
      expect((await send('GET', '/nothing', { headers: { 'x-request-id': bad } })).headers['x-request-id']).toMatch(
        /^[\w-]{36}$/,
      )
    expect(await raw('hello\r\n\r\n'), 'also what is no request').toMatch(/\r\nx-request-id: [\w-]{36}\r\n/)
  })

  test('what reaches a server that is closing is told to come again, in a refusal’s usual words', async () => {
    const closing = await openApp()
    await closing.listen({ port: 0, host: '127.0.0.1' })
    const { port } = closing.server.address() as { port: number }
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n'))
    await new Promise(resolve => setTimeout(resolve, 50))
    const closed = closing.close()
    socket.write('\r\n')
    const [answer] = await once(socket, 'data')
    socket.destroy()
    await closed
    expect(String(answer)).toMatch(/^HTTP\/1.1 503 /)
    expect(String(answer)).toMatch(/\r\nretry-after: 1\r\n/i)
    expect(String(answer)).toMatch(/\r\nx-request-id: /i)
    expect(String(answer)).toContain('"code":"busy"')
  })

  test('a server that closes does not wait for who has asked nothing yet, nor for ever for who never finishes', async () => {
    const closing = await openApp({}, 300)
    await closing.listen({ port: 0, host: '127.0.0.1' })
    const { port } = closing.server.address() as { port: number }
    const head = 'POST /api/things/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9'
    const hangUps = ['', head, `${head}\r\n\r\n{`].map(async said => {
      const socket = connect(port, '127.0.0.1', () => socket.write(said)).on('error', () => {})
      await once(socket, 'close')
      return performance.now()
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    const began = performance.now()
    await closing.close()
    const [mute = 0, slow = 0, stuck = 0] = (await Promise.all(hangUps)).map(at => at - began)
    expect(mute).toBeLessThan(250)
    for (const waited of [slow, stuck]) expect(waited).toBeGreaterThan(250)
  })

  test('an address that cannot be read is answered with the security headers, too', async () => {
    const { status, headers, body } = await send('GET', '/api/things/%ff/')
    expect([status, body]).toEqual([404, { detail: 'Not found.' }])
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-request-id': expect.any(String) })
  })

  test('problem+json is answered to who asks for it', async () => {
    const accept = { headers: { accept: 'application/problem+json' } }
    const missing = await send('GET', '/nothing', accept)
    expect(missing.headers['content-type']).toBe('application/problem+json')
    expect(missing.body).toEqual({
      type: 'about:blank',
      title: 'Not found.',
      status: 404,
      code: 'not_found',
      detail: 'Not found.',
    })
    expect((await send('POST', '/api/things/', { ...accept, payload: {} })).body).toMatchObject({
      status: 400,
      code: 'invalid',
      errors: { name: ['This field is required.'] },
    })
  })

  test('every answer carries the security headers, HSTS behind https only', async () => {
    const plain = await send('GET', '/healthz')
    expect(plain.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'permissions-policy': expect.stringContaining('camera=(self)'),
    })
    expect(plain.headers['content-security-policy']).toContain("default-src 'self'")
    expect(plain.headers).not.toHaveProperty('strict-transport-security')
    const proxied = await openApp({ trustProxy: 1 })
    const secure = await proxied.inject({ url: '/healthz', headers: { 'x-forwarded-proto': 'https' } })
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000')
    await proxied.close()
  })
})

describe('what goes wrong on our side', () => {
  test('is a plain 500 without a stack or SQL', async () => {
    const { status, body } = await send('POST', '/api/things/7/break/')
    expect([status, body]).toEqual([
      500,
      { detail: 'Something went wrong on our side. Nothing was changed.', code: 'internal' },
    ])
  })

  test('is a 503 with Retry-After when it is busy', async () => {
    expect(await send('POST', '/api/things/7/hold/')).toMatchObject({ status: 503, headers: { 'retry-after': '3' } })
  })
})

describe('origins', () => {
  const ask = (origin: string) => send('GET', '/healthz', { headers: { origin } })
  const preflight = (origin: string) =>
    send('OPTIONS', '/api/things/', { headers: { origin, 'access-control-request-method': 'POST' } })

  test.each(['http://localhost:3000', 'http://localhost', 'https://shop.example'])('%s is listed', async origin => {
    expect((await ask(origin)).headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
    expect(await preflight(origin)).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': origin } })
  })

  test.each([
    'http://localhost.evil.example',
    'http://localhost:3000.evil.example',
    'https://shop.example.evil',
    'https://shop.example:8443',
    'http://shop.example',
    'null',
    '*',
  ])('%s is not', async origin => {
    for (const { headers } of [await ask(origin), await preflight(origin)]) {
      expect(Object.keys(headers).filter(name => name.startsWith('access-control-'))).toEqual([])
      expect(headers.vary).toBe('Origin')
    }
  })
})

describe('rate limits', () => {
  test('the 6,001st request of an address in a minute waits, loopback or not; health does not count', async () => {
    const limited = await openApp({ rateLimits: true })
    for (let i = 0; i < 6_000; i++) await limited.inject({ url: '/api/things/7/' })
    const reply = await limited.inject({ url: '/api/things/7/' })
    expect([reply.statusCode, reply.json().code]).toEqual([429, 'throttled'])
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect((await limited.inject({ url: '/healthz' })).statusCode).toBe(200)
    expect((await limited.inject({ url: '/api/things/7/', remoteAddress: '10.0.0.1' })).statusCode).toBe(200)
    await limited.close()
  })
})

describe('for what watches the server', () => {
  const metrics = (options: InjectOptions, changes: Partial<Config> = {}) =>
    openApp(changes).then(async watched => {
      const { statusCode } = await watched.inject({ url: '/metrics', ...options })
      await watched.close()
      return statusCode
    })

  test('metrics are for this machine or who knows the token', async () => {
    const afar = { remoteAddress: '10.0.0.1' }
    expect(await metrics({})).toBe(200)
    expect(await metrics(afar)).toBe(404)
    expect(await metrics({ headers: { 'x-forwarded-for': '10.0.0.1' } })).toBe(404)
    expect(await metrics({ ...afar, headers: { authorization: 'Bearer ' } })).toBe(404)
    expect(await metrics({ ...afar, headers: { authorization: 'Bearer wrong' } }, { metricsToken: 'right' })).toBe(404)
    expect(await metrics({ ...afar, headers: { authorization: 'Bearer right' } }, { metricsToken: 'right' })).toBe(200)
  })

  test('a database without our tables is not ready', async () => {
    expect(await send('GET', '/readyz')).toMatchObject({ status: 503 })
    expect(await send('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
  })
})

test('a route that declares no access does not start', async () => {
  const bare = openHttp({ config: { trustProxy: false }, log: createLog('silent') } as unknown as Deployment)
  expect(() => bare.get('/open/', async () => 'everything')).toThrow('declares no access')
  await expect(bare.register(async inner => inner.get('/plugin/', async () => 'everything'))).rejects.toThrow(
    'declares no access',
  )
})

/** What a socket hears that sends exactly this. */
function raw(text: string): Promise<string> {
  const { port } = app.server.address() as { port: number }
  return new Promise(resolve => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const done = () => {
      socket.destroy()
      resolve(heard)
    }
    socket.on('data', data => {
      heard += data
      setTimeout(done, 50)
    })
    socket.on('close', done).on('error', done)
  })
}

function chunks(megabytes: number): string {
  const chunk = ' '.repeat(1_000_000)
  return `${`${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(megabytes)}0\r\n\r\n`
}
