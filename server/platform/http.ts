import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import ajvFormats from 'ajv-formats'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify'
import { acceptJsonOnly } from './body.ts'
import type { Deployment } from './deployment.ts'
import { fail } from './errors.ts'
import { answerFailure, refuseUnreadable } from './failures.ts'
import { securityHeaders } from './guards.ts'
import type { Route, Upload } from './route.ts'
import { addKeywords } from './schema.ts'
import { type Refused, serve } from './serve.ts'
import type { AccessClaims } from './tokens.ts'
import { acceptUploads } from './upload.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The declaration a path was made from; a path without one does not start. */
    declared?: Route | { public: string }
    /** Answers at any address, also one that is no company's. */
    anyHost?: true
  }
  interface FastifyRequest {
    domainTenantId: number | null
    baseUrl: string
    /** What a verified token says; its session may have ended. */
    claims: AccessClaims | null
  }
}

/**
 * An empty server with our strict parsing, validation and errors; it refuses any route that declares no access. `patienceMs` is how
 * long a stop waits for what is still arriving or being read.
 */
export function openHttp(deployment: Deployment, patienceMs = 15_000): FastifyInstance {
  const app = Fastify({
    loggerInstance: deployment.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request costs more than the line it writes: the line says itself whose it is.
    childLoggerFactory: logger => logger,
    bodyLimit: 1024 * 1024,
    trustProxy: proxiesOf(deployment.config.trustProxy),
    genReqId: requestId,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // Whoever offers another protocol along with a request (curl and Java offer h2c on plain http) is answered in this one.
    http: { shouldUpgradeCallback: wantsSocket },
    frameworkErrors(error, request, reply) {
      endUnlessUpgraded(request, reply)
      answerFailure(error, request, reply.headers({ ...securityHeaders, 'x-request-id': request.id }))
    },
    clientErrorHandler: refuseUnreadable,
  })
  app.decorateRequest('domainTenantId', null).decorateRequest('baseUrl', '').decorateRequest('claims', null)
  app.addHook('onRoute', assertDeclared)
  app.addHook('preParsing', refuseUnrouted(learnMethods(app)))
  app.setValidatorCompiler(({ schema }) => validatorOf(schema as object))
  app.setErrorHandler(answerFailure)
  app.setNotFoundHandler(() => {
    throw fail('not_found')
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    endUnlessUpgraded(request, reply)
    done()
  })
  refuseWhileClosing(app)
  hangUpWhenClosing(app, patienceMs)
  acceptJsonOnly(app)
  return app
}

function wantsSocket({ url = '', headers }: IncomingMessage): boolean {
  return url.startsWith('/ws/') && headers.upgrade?.toLowerCase() === 'websocket'
}

/** Node looks after no connection that asked to be upgraded: one that is answered instead would stay open for ever. */
function endUnlessUpgraded({ raw }: FastifyRequest, reply: FastifyReply): void {
  if ((raw as { upgrade?: boolean }).upgrade) reply.raw.once('finish', () => raw.socket.destroy())
}

/** A connection that stays open while the server drains hears when to come again, in our words: Fastify's own answer has no code. */
function refuseWhileClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', done => {
    isClosing = true
    done()
  })
  app.addHook('onRequest', (_request, _reply, done) => done(isClosing ? fail('busy', { retry_after: 1 }) : undefined))
}

/** Browsers open connections before they ask anything: nobody waits for those, and for any other only so long. */
function hangUpWhenClosing(app: FastifyInstance, patienceMs: number): void {
  const open = new Set<Socket>()
  app.server.on('connection', socket => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  app.addHook('preClose', done => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
    setTimeout(() => app.server.closeAllConnections(), patienceMs).unref()
    done()
  })
}

/** Adds the routes; what no route answers is a 404, or a 405 that names the methods which its path has. */
export function addRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  deployment: Deployment,
  refused: Refused,
): void {
  for (const declared of routes) {
    const options = optionsOf(declared, deployment, refused)
    if (declared.upload) app.register(uploading(options, declared.upload, deployment))
    else app.route(options)
  }
}

const ajv = addKeywords(
  new Ajv({
    allErrors: true,
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    strict: true,
    allowUnionTypes: true,
    strictNumbers: true,
  }),
)
;(ajvFormats as unknown as (ajv: Ajv) => void)(ajv)
ajv.addKeyword('example')

/** Compiled by the first request that needs it: all at once they are a quarter of a start. */
function validatorOf(schema: object) {
  let compiled: ValidateFunction | undefined
  const validate = (data: unknown): boolean => {
    compiled ??= ajv.compile(schema)
    const isValid = compiled(data)
    validate.errors = compiled.errors
    return isValid
  }
  validate.errors = null as ErrorObject[] | null | undefined
  return validate
}

/** Lock 2: forgetting to say who may call does not start. */
function assertDeclared({ method, url, config }: RouteOptions): void {
  const declared = (config as { declared?: object } | undefined)?.declared
  const accesses = ['permission', 'signedIn', 'platform', 'public'].filter(access => declared && access in declared)
  if (accesses.length !== 1)
    throw new Error(`${method} ${url} declares no access: give it permission, signedIn, platform or public.`)
}

function optionsOf(declared: Route, deployment: Deployment, refused: Refused): RouteOptions {
  const { query, body, reply } = declared
  const replies = Object.fromEntries(Object.entries(reply).filter(([, schema]) => schema !== null))
  return {
    method: [declared.method].flat() as string[],
    url: declared.path,
    config: { declared },
    attachValidation: true,
    schema: { ...(query && { querystring: query }), ...(body && { body }), response: replies },
    handler: serve(declared, deployment, refused),
  } as RouteOptions
}

function uploading(options: RouteOptions, upload: Upload, deployment: Deployment) {
  return async (scope: FastifyInstance) => {
    await acceptUploads(scope, upload, deployment)
    scope.route(options)
  }
}

/** Remembers the methods of every path, whoever adds it. */
function learnMethods(app: FastifyInstance): Map<string, Path> {
  const paths = new Map<string, Path>()
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    const path = paths.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) }
    for (const each of [method].flat()) path.methods.add(each)
    paths.set(url, path)
  })
  return paths
}

type Path = { pattern: RegExp; methods: Set<string> }

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replace(/\/$/, '').replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`)
}

/** Before the body is looked at: 404, 405 with Allow, or the answer to OPTIONS. */
function refuseUnrouted(paths: Map<string, Path>) {
  return (request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: (error?: Error) => void) => {
    const { url: routed } = request.routeOptions
    if (!request.is404 && !routed?.includes(':')) return done()
    const url = request.url.split('?', 1)[0] as string
    // `/api/users/names/` is a path of its own, not the user `names`.
    const literal = paths.get(url.replace(/\/?$/, '/'))
    if (!request.is404 && (literal === undefined || literal.methods.has(request.method))) return done()
    const asked = literal ? [literal] : [...paths.values()].filter(path => path.pattern.test(url))
    const methods = asked.flatMap(path => [...path.methods])
    if (methods.length === 0) return done(fail('not_found'))
    reply.header('allow', [...new Set(methods)].toSorted().join(', '))
    if (request.method === 'OPTIONS') reply.code(204).send()
    else done(fail('method_not_allowed'))
  }
}

function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : crypto.randomUUID()
}

/** A number is how many proxies stand in front. */
function proxiesOf(trusted: false | number | string[]) {
  return typeof trusted === 'number' ? (_address: string, hop: number) => hop < trusted : trusted
}
