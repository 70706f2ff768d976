import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { Transformer } from '@napi-rs/image'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, openCast } from '../../../test/cast.ts'
import { type Client, startWorld, type World } from '../../../test/server.ts'

let world: World
let cast: Cast
let meera: Client
let rahul: Client

beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
  ;[meera, rahul] = ['meera', 'rahul'].map(name => world.as(name)) as [Client, Client]
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

describe('a picture of a product', () => {
  it('is drawn anew in two sizes and shown with the product', async () => {
    const id = await made()
    const { status, body, headers } = await upload(id, await photo(2000, 1000, 'jpeg'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, version: 2, image: expect.stringMatching(pathOf(id)) })
    expect(headers.etag).toBe('"2"')
    expect((await meera.get(`/api/products/${id}/`)).body.image).toBe(body.image)
    expect(await sizeAt(body.image)).toEqual([1200, 600, 'webp'])
    expect(await sizeAt(`${body.image}&size=full`)).toEqual([1200, 600, 'webp'])
    expect(await sizeAt(`${body.image}&size=thumb`)).toEqual([320, 160, 'webp'])
  })

  it.each(['png', 'jpeg', 'webp'] as const)(
    'comes bare as image/%s as well, by PUT too, and is not enlarged',
    async format => {
      const id = await made()
      const { status, body } = await upload(id, await photo(40, 30, format), {
        method: 'PUT',
        bareAs: `image/${format}`,
      })
      expect(status).toBe(200)
      expect(await sizeAt(body.image)).toEqual([40, 30, 'webp'])
      expect(await sizeAt(`${body.image}&size=thumb`)).toEqual([40, 30, 'webp'])
    },
  )

  it('stands upright and says nothing of where it was taken', async () => {
    const sideways = withOrientation(await photo(60, 20, 'jpeg'), 6)
    expect((await new Transformer(sideways).metadata(true)).orientation).toBe(6)
    const { body } = await upload(await made(), sideways)
    expect(await sizeAt(body.image)).toEqual([20, 60, 'webp'])
    const { rawPayload } = await fetched(body.image)
    expect(rawPayload.includes('Exif') || rawPayload.includes('EXIF')).toBe(false)
  })

  it('is kept by browsers for ever under its path, and elsewhere asked for anew', async () => {
    const id = await made()
    const { body } = await upload(id, await photo(50, 50))
    const shown = await fetched(body.image)
    expect(shown.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: expect.stringMatching(/^"[0-9a-f]{64}-full"$/),
    })
    const etag = String(shown.headers.etag)
    const again = await fetched(body.image, { 'if-none-match': etag })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
    expect((await fetched(`${body.image}&size=thumb`, { 'if-none-match': etag })).statusCode).toBe(200)
    const plain = await meera.get(`/api/products/${id}/image/`)
    expect([plain.status, plain.headers['cache-control']]).toEqual([200, 'private, no-cache'])
    expect((await meera.get(`/api/products/${id}/image/`, { 'if-none-match': etag })).status).toBe(304)
  })

  it('that it has already changes nothing', async () => {
    const id = await made()
    const picture = await photo(50, 40)
    const first = await upload(id, picture)
    const entries = await entriesOf(id)
    const second = await upload(id, picture)
    expect([second.status, second.body]).toEqual([200, first.body])
    expect(await entriesOf(id)).toEqual(entries)
  })

  it('is replaced by another one, whose path is new; each change is one audit entry', async () => {
    const id = await made()
    const [first, second] = [await upload(id, await photo(50, 40)), await upload(id, await photo(41, 50))]
    expect(second.body.image).not.toBe(first.body.image)
    expect((await fetched(first.body.image)).statusCode).toBe(404)
    expect(await sizeAt(second.body.image)).toEqual([41, 50, 'webp'])
    const [one, other] = [first, second].map(({ body }) => hashIn(body.image))
    expect(await entriesOf(id)).toEqual([
      ['product.updated', { image: one }, { image: other }],
      ['product.updated', { image: null }, { image: one }],
      ['product.created', null, expect.anything()],
    ])
  })

  it('asks for the version that it was chosen for', async () => {
    const id = await made()
    const { status } = await upload(id, await photo(9, 9), { headers: { 'if-match': '"9"' } })
    expect(status).toBe(412)
    expect((await upload(id, await photo(9, 9), { headers: { 'if-match': '"1"' } })).status).toBe(200)
  })

  it('of two that are sent at once is one of both, whole', async () => {
    const id = await made()
    const pictures = [await photo(640, 480), await photo(480, 640)]
    const replies = await Promise.all(pictures.map(picture => upload(id, picture)))
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(replies.map(({ body }) => body.version).toSorted()).toEqual([2, 3])
    const { body } = await meera.get(`/api/products/${id}/`)
    expect(body.image).toBe(replies.find(reply => reply.body.version === 3)?.body.image)
    const [full, thumb] = [await sizeAt(body.image), await sizeAt(`${body.image}&size=thumb`)]
    expect([full, thumb]).toEqual(
      full[0] === 640
        ? [
            [640, 480, 'webp'],
            [320, 240, 'webp'],
          ]
        : [
            [480, 640, 'webp'],
            [240, 320, 'webp'],
          ],
    )
  })
})

describe('a picture goes', () => {
  it('by its own DELETE, and then it is not there', async () => {
    const id = await made()
    const { body } = await upload(id, await photo(20, 20))
    expect((await meera.delete(`/api/products/${id}/image/`)).status).toBe(204)
    expect((await meera.get(`/api/products/${id}/`)).body).toMatchObject({ image: null, version: 3 })
    expect((await fetched(body.image)).statusCode).toBe(404)
    expect((await meera.get(`/api/products/${id}/image/`)).status).toBe(404)
    expect((await meera.delete(`/api/products/${id}/image/`)).status).toBe(404)
    expect(await rowsOf(id)).toBe(0)
    expect((await entriesOf(id))[0]).toEqual(['product.updated', { image: hashIn(body.image) }, { image: null }])
  })

  it.each(['put', 'patch'] as const)(
    'by %s with image: null, and stays where what was got is sent back',
    async verb => {
      const id = await made()
      const { body } = await upload(id, await photo(20, 20))
      const kept = await meera[verb](`/api/products/${id}/`, body)
      expect([kept.status, kept.body]).toEqual([200, body])
      const other = await meera[verb](`/api/products/${id}/`, { image: 'https://example.com/saree.png' })
      expect([other.status, other.body]).toEqual([
        400,
        { image: [expect.stringContaining(`/api/products/${id}/image/`)] },
      ])
      const gone = await meera[verb](`/api/products/${id}/`, { ...body, image: null, name: 'Bare' })
      expect([gone.status, gone.body]).toMatchObject([200, { image: null, name: 'Bare', version: 3 }])
      expect(await rowsOf(id)).toBe(0)
      const again = await meera[verb](`/api/products/${id}/`, { image: null })
      expect(again.body).toEqual(gone.body)
    },
  )

  it('with its product', async () => {
    const id = await made()
    const { body } = await upload(id, await photo(20, 20))
    expect((await meera.delete(`/api/products/${id}/`)).status).toBe(204)
    expect((await fetched(body.image)).statusCode).toBe(404)
    expect((await meera.get(`/api/products/${id}/image/`)).status).toBe(404)
    expect(await rowsOf(id)).toBe(0)
  })
})

describe('who may see and change a picture', () => {
  it('a product is created without one', async () => {
    expect((await meera.post('/api/products/', { name: 'Bare', price: 1, image: null })).body.image).toBeNull()
    const { status, body } = await meera.post('/api/products/', { name: 'Bare', price: 1, image: '/saree.png' })
    expect([status, Object.keys(body)]).toEqual([400, ['image']])
  })

  it('a customer sees pictures of active products and changes none', async () => {
    const id = await made()
    await upload(id, await photo(20, 20))
    expect((await rahul.get(`/api/products/${id}/image/`)).status).toBe(200)
    expect((await upload(id, await photo(21, 20), { as: 'rahul' })).status).toBe(403)
    expect((await rahul.delete(`/api/products/${id}/image/`)).status).toBe(403)
    await meera.patch(`/api/products/${id}/`, { is_active: false })
    expect((await rahul.get(`/api/products/${id}/image/`)).status).toBe(404)
    expect((await meera.get(`/api/products/${id}/image/`)).status).toBe(200)
  })

  it('to another company it does not exist, by no path', async () => {
    const id = await made()
    const { body } = await upload(id, await photo(20, 20))
    const astrid = world.as('astrid')
    for (const path of [`/api/products/${id}/image/`, body.image]) expect((await astrid.get(path)).status).toBe(404)
    expect((await astrid.delete(`/api/products/${id}/image/`)).status).toBe(404)
    const { status, body: refusal } = await upload(id, Buffer.from('whatever'), { as: 'astrid' })
    expect([status, refusal]).toEqual([404, { detail: 'Not found.' }])
    const { rows } = await cast.client.query(`select domain from platform.domains where tenant_id = $1`, [
      cast.companies.dedicated.id,
    ])
    expect((await fetched(body.image, { host: rows[0].domain })).statusCode).toBe(404)
  })

  it('without a token only the signed path shows it, and only as it was signed', async () => {
    const [id, other] = [await made(), await made()]
    const picture = await photo(20, 20)
    const { body } = await upload(id, picture)
    await upload(other, picture)
    const path = body.image as string
    expect((await fetched(path)).statusCode).toBe(200)
    const [v, sig] = [hashIn(path), new URL(path, 'http://x').searchParams.get('sig') as string]
    expect((await fetched(`/api/products/${id}/image/?v=${v}`)).statusCode).toBe(401)
    const { dedicated } = cast.companies
    for (const [spoilt, query] of Object.entries({
      'another product': path.replace(`/${id}/`, `/${other}/`),
      'another hash': path.replace(
        v,
        v.replace(/.$/, last => (last === '0' ? '1' : '0')),
      ),
      'no hash': `/api/products/${id}/image/?sig=${sig}`,
      'another company': path.replace(/sig=\d+/, `sig=${dedicated.id}`),
      'another signature': path.replace(/.$/, last => (last === 'A' ? 'B' : 'A')),
      'a shorter one': path.slice(0, -1),
      'a longer one': `${path}A`,
      'an empty one': `/api/products/${id}/image/?v=${v}&sig=`,
    }))
      expect([spoilt, (await fetched(query)).statusCode]).toEqual([spoilt, 404])
    expect((await fetched(`${path}&sig=x`)).statusCode).toBe(400)
    expect((await fetched(`${path}&size=huge`)).json()).toHaveProperty('size')
    expect((await world.withToken('x').get(path)).status).toBe(401)
  })

  it('a suspended company shows none', async () => {
    const jonas = world.as('jonas')
    const id = await made(jonas)
    const { body } = await upload(id, await photo(20, 20), { as: 'jonas' })
    const setStatus = (status: string) =>
      cast.client.query('update platform.tenants set status = $1 where id = $2', [status, cast.companies.dedicated.id])
    await setStatus('suspended')
    expect((await fetched(body.image)).statusCode).toBe(404)
    await setStatus('active')
    expect((await fetched(body.image)).statusCode).toBe(200)
  })

  it('strangers’ files are not even read', async () => {
    const id = await made()
    const tooLarge = Buffer.alloc(9 * 1024 ** 2)
    const headers = { 'content-type': 'image/png' }
    const reply = await world.app.inject({
      method: 'POST',
      url: `/api/products/${id}/image/`,
      payload: tooLarge,
      headers,
    })
    expect(reply.statusCode).toBe(401)
  })
})

describe('what is refused', () => {
  let id: number
  beforeAll(async () => {
    id = await made()
  })

  it.each([
    ['a text', async () => Buffer.from('I am a picture, believe me. Really, I am one.')],
    ['nothing', async () => Buffer.alloc(0)],
    [
      'a drawing',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script/></svg>'),
    ],
    ['a GIF', async () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
    [
      'noise behind a signature',
      async () => Buffer.concat([(await photo(9, 9, 'png')).subarray(0, 33), randomBytes(999)]),
    ],
    ['half a JPEG', async () => half(await photo(400, 300, 'jpeg'))],
    ['half a PNG', async () => half(await photo(400, 300, 'png'))],
    ['half a WebP', async () => half(await photo(400, 300, 'webp'))],
    ['a PNG of 20,000 × 20,000 pixels', async () => plainPng(20_000, 20_000)],
    ['a PNG that is very long', async () => plainPng(1, 60_000)],
    ['a PNG without pixels', async () => plainPng(0, 0)],
  ])('%s is no picture', async (_name, bytes) => {
    const started = performance.now()
    const memory = process.memoryUsage().rss
    for (const how of [{}, { bareAs: 'image/png' }]) {
      const { status, body } = await upload(id, await bytes(), how)
      expect([status, body]).toEqual([400, { image: [expect.any(String)] }])
    }
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(process.memoryUsage().rss - memory).toBeLessThan(150e6)
    expect((await meera.get(`/api/products/${id}/`)).body).toMatchObject({ image: null, version: 1 })
  })

  it('a file of more than 5 MB', async () => {
    for (const how of [{}, { bareAs: 'image/jpeg' }]) {
      const { status, body } = await upload(id, Buffer.alloc(5 * 1024 ** 2 + 1), how)
      expect([status, body]).toEqual([413, { code: 'payload_too_large', detail: 'The file is larger than 5 MB.' }])
      const largest = Buffer.concat([await photo(30, 30, 'jpeg'), Buffer.alloc(5 * 1024 ** 2)]).subarray(
        0,
        5 * 1024 ** 2,
      )
      expect((await upload(await made(), largest, how)).status).toBe(200)
    }
  })

  it('a form that is not one file by that name', async () => {
    const picture = await photo(9, 9)
    const send = (form: FormData) => sendForm(id, form)
    const formOf = (...fields: [string, string | Buffer][]) => {
      const form = new FormData()
      for (const [name, value] of fields)
        form.append(
          name,
          typeof value === 'string' ? value : new Blob([new Uint8Array(value)]),
          ...((typeof value === 'string' ? [] : ['a.png']) as [string]),
        )
      return form
    }
    expect((await send(formOf())).body).toHaveProperty('image')
    expect((await send(formOf(['photo', picture]))).body).toEqual({ photo: ['Unknown field.'] })
    expect((await send(formOf(['image', picture], ['name', 'x']))).body).toEqual({ name: ['Unknown field.'] })
    expect((await send(formOf(['image', 'text']))).body).toEqual({ image: ['Send a file.'] })
    expect((await send(formOf(['image', picture], ['image', picture]))).body).toEqual({
      image: ['Send one file only.'],
    })
    expect((await send(formOf(['__proto__', picture]))).status).toBe(400)
    for (const body of [
      '',
      '--x',
      '--x\r\ncontent-disposition: form-data; name="image"; filename="a"\r\n\r\nabc',
      'x'.repeat(999),
    ]) {
      const { status } = await sendRaw(id, Buffer.from(body), { 'content-type': 'multipart/form-data; boundary=x' })
      expect([body, status]).toEqual([body, 400])
    }
    expect((await sendRaw(id, picture, { 'content-type': 'multipart/form-data' })).status).toBe(400)
    expect((await upload(id, picture)).status).toBe(200)
  })

  it('anything else than a file, and files anywhere else', async () => {
    expect((await meera.post(`/api/products/${id}/image/`, { image: null })).body).toHaveProperty('image')
    for (const type of ['text/plain', 'image/svg+xml', 'image/gif', 'application/octet-stream'])
      expect((await sendRaw(id, Buffer.from('abc'), { 'content-type': type })).status).toBe(415)
    const headers = { authorization: `Bearer ${await tokenOf('meera')}`, 'content-type': 'image/png' }
    const elsewhere = await world.app.inject({ method: 'PATCH', url: `/api/products/${id}/`, payload: 'abc', headers })
    expect(elsewhere.statusCode).toBe(415)
  })
})

const pathOf = (id: number) => new RegExp(`^/api/products/${id}/image/\\?v=[0-9a-f]{64}&sig=\\d+\\.[\\w-]{22}$`)

async function made(client = meera): Promise<number> {
  return (await client.post('/api/products/', { name: 'Pictured', price: 1 })).body.id
}

type How = { as?: string; method?: 'POST' | 'PUT'; bareAs?: string; headers?: Record<string, string> }

async function upload(id: number, bytes: Buffer, { bareAs, ...how }: How = {}) {
  if (bareAs) return sendRaw(id, bytes, { 'content-type': bareAs }, how)
  const form = new FormData()
  form.append('image', new Blob([new Uint8Array(bytes)]), 'saree.png')
  return sendForm(id, form, how)
}

async function sendForm(id: number, form: FormData, how: How = {}) {
  const { headers, body } = new Response(form) as unknown as { headers: Headers; body: ReadableStream }
  const bytes = Buffer.from(await new Response(body).arrayBuffer())
  return sendRaw(id, bytes, { 'content-type': headers.get('content-type') as string }, how)
}

async function sendRaw(id: number, payload: Buffer, headers: Record<string, string>, how: How = {}) {
  const { as = 'meera', method = 'POST' } = how
  const authorization = `Bearer ${await tokenOf(as)}`
  const reply = await world.app.inject({
    method,
    url: `/api/products/${id}/image/`,
    payload,
    headers: { authorization, ...headers, ...how.headers },
  })
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers }
}

const tokens = new Map<string, string>()

async function tokenOf(username: string): Promise<string> {
  const { body } = tokens.has(username)
    ? { body: { access: tokens.get(username) } }
    : await world.anonymous.post('/api/auth/login/', { username, password: `${username}12345` })
  tokens.set(username, body.access)
  return body.access
}

/** As an <img> fetches it. */
function fetched(path: string, headers: Record<string, string> = {}) {
  return world.app.inject({ method: 'GET', url: path, headers })
}

async function sizeAt(path: string): Promise<unknown[]> {
  const { statusCode, rawPayload, body } = await fetched(path)
  expect(statusCode, body).toBe(200)
  const { width, height, format } = await new Transformer(rawPayload).metadata()
  return [width, height, format]
}

function hashIn(path: string): string {
  return new URL(path, 'http://x').searchParams.get('v') as string
}

async function entriesOf(id: number): Promise<unknown[]> {
  const { body } = await meera.get(`/api/audit-logs/?object_type=product&object_id=${id}`)
  return body.results.map((entry: { action: string; before: unknown; after: unknown }) => [
    entry.action,
    entry.before,
    entry.after,
  ])
}

async function rowsOf(id: number): Promise<number> {
  const { rows } = await cast.client.query('select count(*)::int from shared.product_images where product_id = $1', [
    id,
  ])
  return rows[0].count
}

/** A picture with something in it. */
async function photo(width: number, height: number, format: 'png' | 'jpeg' | 'webp' = 'png'): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 4, 255)
  for (let at = 0; at < pixels.length; at += 4) pixels.writeUInt16LE((at * 40_503) & 0xffff, at)
  const picture = Transformer.fromRgbaPixels(pixels, width, height)
  return format === 'png' ? picture.png() : format === 'jpeg' ? picture.jpeg(80) : picture.webp(80)
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2)
}

/** The JPEG with an EXIF segment that says how it is turned. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008' + '0001' + '0112000300000001' + '00060000' + '00000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

/** All black, and hardly any bytes. */
function plainPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks])
}

function chunk(type: string, content: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
