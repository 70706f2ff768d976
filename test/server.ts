/** The whole server on a database of its own that holds the demo world: what most stories are told against. */
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../server/app.ts'
import { type Config, readConfig } from '../server/platform/config.ts'
import { startEmbedded } from '../server/platform/embedded.ts'
import { createLog } from '../server/platform/log.ts'
import { type Opened, type OpenRelay, openDeployment } from '../server/start.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { observeStatement } from './statements.ts'

export type Reply = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: replies are judged by what a test expects of them
  body: any
  headers: Record<string, string | string[] | number | undefined>
  text: string
}
export type Headers = Record<string, string>

export type Client = {
  get(path: string, headers?: Headers): Promise<Reply>
  post(path: string, body?: unknown, headers?: Headers): Promise<Reply>
  put(path: string, body?: unknown, headers?: Headers): Promise<Reply>
  patch(path: string, body?: unknown, headers?: Headers): Promise<Reply>
  delete(path: string, body?: unknown, headers?: Headers): Promise<Reply>
}

export type World = {
  app: FastifyInstance
  deployment: Opened
  database: TestDatabase
  /** Somebody signed in; the demo people's password is their name and 12345. */
  as(username: string, password?: string): Client
  /** Whoever holds this access token. */
  withToken(token: string): Client
  anonymous: Client
  close(): Promise<void>
}

/** Starts a server on a fresh copy of the demo world; `close` drops it. */
export async function startWorld(changes: Partial<Config> = {}, relay?: OpenRelay): Promise<World> {
  const database = await testDatabase()
  const { deployment, app } = await openApp(database, changes, relay)
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (username: string, password: string) => {
    const known = tokens.get(username) ?? signIn(app, username, password)
    tokens.set(username, known)
    return known
  }
  return {
    app,
    deployment,
    database,
    as: (username, password = `${username.toLowerCase()}12345`) => client(app, () => tokenOf(username, password)),
    withToken: token => client(app, async () => token),
    anonymous: client(app, async () => null),
    async close() {
      await app.close()
      await deployment.close()
      await database.drop()
    },
  }
}

/** Nothing happens behind a test's back. */
export const quietRelay: OpenRelay = () => ({ wake: () => {}, close: async () => {} })

/** Another server process' worth of app on a database that exists: a restart, a second node. */
export async function openApp(database: TestDatabase, changes: Partial<Config> = {}, relay?: OpenRelay) {
  const config = { ...testConfig(database), ...changes }
  const deployment = await openDeployment({
    config,
    log: createLog('silent'),
    embedded: startEmbedded,
    onStatement: observeStatement,
    ...(relay && { relay }),
  })
  const app = await buildApp(deployment)
  await app.ready()
  return { deployment, app }
}

function testConfig(database: TestDatabase): Config {
  return readConfig({
    DATABASE_URL: database.ownerUrl,
    DATA_DIR: database.dataDir,
    JWT_SECRET: 'a secret that only tests know, long enough to be one',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'silent',
    SEED_DEMO: '0',
  })
}

async function signIn(app: FastifyInstance, username: string, password: string): Promise<string> {
  const { status, body } = await send(app, 'POST', '/api/auth/login/', { username, password })
  if (status !== 200) throw new Error(`${username} could not sign in: ${status} ${JSON.stringify(body)}`)
  return body.access
}

function client(app: FastifyInstance, tokenOf: () => Promise<string | null>): Client {
  const call = async (method: Method, path: string, body?: unknown, headers: Headers = {}) => {
    const token = await tokenOf()
    return send(app, method, path, body, { ...(token && { authorization: `Bearer ${token}` }), ...headers })
  }
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body ?? {}, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path, body, headers) => call('DELETE', path, body, headers),
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

async function send(
  app: FastifyInstance,
  method: Method,
  url: string,
  body?: unknown,
  headers: Headers = {},
): Promise<Reply> {
  const reply = await app.inject({ method, url, headers, ...(body !== undefined && { payload: body as object }) })
  const isJson = String(reply.headers['content-type'] ?? '').includes('json')
  return {
    status: reply.statusCode,
    body: isJson && reply.body ? JSON.parse(reply.body) : null,
    headers: reply.headers,
    text: reply.body,
  }
}
