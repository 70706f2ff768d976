/** Speaks to the API as the demo people do: signed in, in process, each write once. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { demoPasswordOf } from '../server/features/people/demo.ts'

export type Body = Record<string, unknown>

export type Telling = {
  post(username: string, path: string, body: Body, once: string): Promise<Body>
  hangPicture(username: string, productId: number, webp: Buffer): Promise<void>
  /** Writes through the contact form that one sees at this host. */
  write(message: Body, host: string): Promise<void>
  /** The ids of everything in a list, by one of its fields. */
  idsBy(username: string, path: string, field: string): Promise<Map<string, number>>
}

/** Everybody who is to speak signs in at once. */
export function openTelling(app: FastifyInstance, speakers: readonly string[]): Telling {
  const signedIn = new Map(speakers.map(username => [username, signIn(app, username)]))
  // Whoever never comes to speak shall not end the process by having failed to sign in.
  for (const headers of signedIn.values()) headers.catch(() => {})
  const headersOf = async (username: string) => signedIn.get(username)
  return {
    async post(username, url, payload, once) {
      const headers = { ...(await headersOf(username)), 'idempotency-key': once }
      return call(app, { method: 'POST', url, payload, headers })
    },
    async hangPicture(username, productId, payload) {
      const headers = { ...(await headersOf(username)), 'content-type': 'image/webp' }
      await call(app, { method: 'PUT', url: `/api/products/${productId}/image/`, payload, headers })
    },
    async write(payload, host) {
      await call(app, { method: 'POST', url: '/api/contact/', payload, headers: { host }, remoteAddress: theirAddress })
    },
    async idsBy(username, path, field) {
      const { results } = await call(app, {
        method: 'GET',
        url: `${path}?page_size=200`,
        headers: await headersOf(username),
      })
      return new Map((results as Body[]).map(row => [String(row[field]), Number(row.id)]))
    },
  }
}

/** Of an example network, so that nobody's own messages are counted with these. */
const theirAddress = '192.0.2.7'

async function signIn(app: FastifyInstance, username: string): Promise<Record<string, string>> {
  const payload = { username, password: demoPasswordOf(username) }
  const { access } = await call(app, { method: 'POST', url: '/api/auth/login/', payload })
  return { authorization: `Bearer ${access}` }
}

async function call(app: FastifyInstance, request: InjectOptions): Promise<Body> {
  const reply = await app.inject({
    ...request,
    headers: { ...request.headers, 'user-agent': 'quartermaster seed-demo' },
  })
  if (reply.statusCode >= 400)
    throw new Error(`The demo world could not be told: ${request.url} answered ${reply.statusCode} ${reply.body}`)
  return reply.json()
}
