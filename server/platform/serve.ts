/** From a declared route to a handler: claims → validated input → tenant transaction → verb → declared reply. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, can } from './actor.ts'
import type { Deployment } from './deployment.ts'
import { Failure, fail, found, invalid } from './errors.ts'
import { keyOf, once } from './idempotency.ts'
import { isOperator, namedCompany } from './operator.ts'
import {
  Answer,
  type Ctx,
  type Handler,
  type Input,
  type Meta,
  type PublicCtx,
  type Query,
  type ReadCtx,
  type Route,
} from './route.ts'
import { parseId } from './schema.ts'
import { readAs, writeAs } from './session.ts'
import { type AccessClaims, bearerOf } from './tokens.ts'

/** Told of every action that a known person was refused. */
export type Refused = (
  refusal: Failure,
  who: { claims: AccessClaims; username: string | null },
  route: Route,
  common: PublicCtx,
) => Promise<void>

/** The Fastify handler of a declared route. */
export function serve(route: Route, deployment: Deployment, refused: Refused): Handler {
  const assertMayCall = gateOf(route)
  return async (request, reply) => {
    const open = openHandler(route, request)
    const answer = open
      ? callOpen(open, deployment, request)
      : callSignedIn(route, { deployment, request, reply, refused, assertMayCall })
    return send(reply, route, await answer)
  }
}

type OpenHandler = (ctx: PublicCtx, input: Input<unknown>) => unknown

/** Who answers without a token, or null where one is needed. Where a token is sent, no link is asked. */
function openHandler(route: Route, request: FastifyRequest): OpenHandler | null {
  if (route.public !== undefined) return route.handle as OpenHandler
  const isLink = 'sig' in (request.query as Query) && request.headers.authorization === undefined
  return (isLink && route.byLink) || null
}

type Call = {
  deployment: Deployment
  request: FastifyRequest
  reply: FastifyReply
  refused: Refused
  assertMayCall: (actor: Actor, request: FastifyRequest) => void
}

async function callOpen(handle: OpenHandler, deployment: Deployment, request: FastifyRequest): Promise<unknown> {
  const input = inputOf(request)
  return handle(commonOf(deployment, request), input)
}

async function callSignedIn(route: Route, call: Call): Promise<unknown> {
  const claims = await claimsOf(call)
  let username: string | null = null
  const assertAllowed = (actor: Actor) => {
    username = actor.username
    call.assertMayCall(actor, call.request)
  }
  try {
    const admission = { door: call.deployment.door, claims, assertAllowed }
    if (route.method === 'GET') return await read(route.handle as ReadHandler, call, admission)
    const prepared = route.prepare && (await read(route.prepare, call, admission))
    return await write(route, { ...call, prepared }, admission)
  } catch (error) {
    if (error instanceof Failure && refusals.has(error.code))
      await call.refused(error, { claims, username }, route, commonOf(call.deployment, call.request))
    throw error
  }
}

const refusals = new Set<string>(['permission_denied', 'escalation', 'own_roles', 'self_approval'])

type Admission = Parameters<typeof readAs>[0]

type ReadHandler = (ctx: ReadCtx, input: Input<unknown>) => unknown

function read(handle: ReadHandler, { deployment, request }: Call, admission: Admission): Promise<unknown> {
  return readAs(admission, async (tx, actor) => {
    const ctx: ReadCtx = { ...commonOf(deployment, request), tx, actor, tenantId: actor.tenantId }
    return handle(ctx, inputOf(request))
  })
}

type Prepared = Call & { prepared: unknown }
type WriteHandler = (ctx: Ctx, input: Input<unknown>, prepared: unknown) => unknown

function write(
  route: Route,
  { deployment, request, reply, prepared }: Prepared,
  admission: Admission,
): Promise<unknown> {
  const perform = (tx: Ctx['tx'], actor: Actor) => {
    const ctx: Ctx = {
      ...commonOf(deployment, request),
      tx,
      actor,
      tenantId: actor.tenantId,
      ifMatch: ifMatchOf(route, request),
    }
    tx.afterCommit(() => deployment.wakeOutbox(actor.tenantId))
    return (route.handle as WriteHandler)(ctx, inputOf(request), prepared)
  }
  const key = route.method === 'POST' && route.idempotent !== false ? keyOf(request) : null
  if (key === null) return writeAs(admission, async (tx, actor) => perform(tx, actor))
  return once({ route, request, reply, admission, tokens: deployment.tokens, key }, perform)
}

async function claimsOf({ deployment, request }: Call): Promise<AccessClaims> {
  const token = bearerOf(request)
  if (token === null) throw fail('not_authenticated')
  const claims = await deployment.tokens.readAccess(token)
  if (!claims) throw fail('token_not_valid')
  request.claims = claims
  if (request.domainTenantId !== null && request.domainTenantId !== claims.tenant_id) throw fail('wrong_tenant')
  return claims
}

function gateOf(route: Route) {
  const { permission, platform, aboutCompany, duringPasswordChange } = route
  const demanded = [permission ?? []].flat()
  const isForOwnCompany = makesInOwnCompany(route)
  return (actor: Actor, request: FastifyRequest): void => {
    if (actor.mustChangePassword && !duringPasswordChange) throw fail('password_change_required')
    if (platform !== undefined && !(actor.isPlatform && can(actor, platform)))
      throw fail(aboutCompany && !seesCompany(actor, request) ? 'not_found' : 'permission_denied')
    if (demanded.length > 0 && !demanded.some(code => can(actor, code))) throw fail('permission_denied')
    if (isForOwnCompany) assertOwnCompany(actor, request.query as Query)
  }
}

/** No id in its path tells whose it is, and it asks for no company. */
function makesInOwnCompany({ method, path, permission, query }: Route): boolean {
  return permission !== undefined && method === 'POST' && !path.includes(':id') && !query?.properties.company
}

/** An operator who names a company must not act in the platform's own instead. Throws 400 on `company`. */
function assertOwnCompany(actor: Actor, query: Query): void {
  if (namedCompany({ actor, tenantId: actor.tenantId }, query) !== actor.tenantId)
    throw invalid('company', 'Only who works in that company can do this.')
}

function seesCompany(actor: Actor, { params }: FastifyRequest): boolean {
  return isOperator(actor) || (params as { id: string }).id === String(actor.tenantId)
}

function inputOf(request: FastifyRequest): Input<unknown> {
  if (request.validationError) throw request.validationError
  const { id } = request.params as { id?: string }
  return {
    params: { id: id === undefined ? 0 : found(parseId(id)) },
    query: request.query as Query,
    body: request.body,
  }
}

function commonOf(deployment: Deployment, request: FastifyRequest): PublicCtx {
  const { domainTenantId, baseUrl } = request
  return { meta: metaOf(request), deployment, domainTenantId, baseUrl, request }
}

function metaOf(request: FastifyRequest): Meta {
  return { ip: request.ip, userAgent: String(request.headers['user-agent'] ?? '').slice(0, 400), requestId: request.id }
}

function ifMatchOf(route: Route, request: FastifyRequest): number[] | null {
  const header = request.headers['if-match']?.trim()
  if (header === undefined || header === '*' || !route.errors?.includes('version_mismatch')) return null
  const tags = header.split(',').map(tag => parseId(tag.trim().replace(/^W\//, '').replaceAll('"', '')))
  const versions = tags.filter(version => version !== null)
  if (versions.length === 0) throw fail('version_mismatch')
  return versions
}

/** Also names the row's version in ETag. */
function send(reply: FastifyReply, route: Route, result: unknown): unknown {
  if (reply.sent) return reply
  const answer = result instanceof Answer ? result : new Answer(Number(Object.keys(route.reply)[0]), result)
  const version = (answer.body as { version?: unknown } | null)?.version
  if (typeof version === 'number') reply.header('etag', `"${version}"`)
  reply.code(answer.status).headers(answer.headers)
  return answer.status === 204 ? reply.send() : answer.body
}
