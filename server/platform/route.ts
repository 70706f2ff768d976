/**
 * A route declares who may call it, what it takes and what it answers; nothing else opens a path into the server
 * (http.ts refuses to start with a route that was not made here).
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TObject, TSchema } from 'typebox'
import type { ErrorCode, PermissionCode } from '../contracts.ts'
import type { Actor } from './actor.ts'
import type { Deployment } from './deployment.ts'
import type { ReadTx, WriteTx } from './door.ts'

/** Who may call: exactly one of these. */
export type Access =
  | { permission: PermissionCode | readonly PermissionCode[]; signedIn?: never; platform?: never; public?: never }
  | { signedIn: string; permission?: never; platform?: never; public?: never }
  | { platform: PermissionCode; permission?: never; signedIn?: never; public?: never }
  | { public: string; permission?: never; signedIn?: never; platform?: never }

/** Where a request came from, as audit entries record it. */
export type Meta = { ip: string; userAgent: string; requestId: string }

type Common = {
  meta: Meta
  deployment: Deployment
  /** The company whose own domain the request named, or null. */
  domainTenantId: number | null
  /** Scheme and host for absolute links: the proven domain's or PUBLIC_URL's. */
  baseUrl: string
  request: FastifyRequest
}

/** What a verb gets: the only database handle in scope, and whom it acts for. */
export type ReadCtx = Common & {
  tx: ReadTx
  actor: Actor
  tenantId: number
  /** How a long answer enters another company again for its next part; absent in one's own. */
  reenter?: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>
}
export type Ctx = Common & {
  tx: WriteTx
  actor: Actor
  tenantId: number
  /** The versions of which an If-Match header demands one, or null. */
  ifMatch: readonly number[] | null
}
export type PublicCtx = Common

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Query = Record<string, string | string[] | undefined>
export type Input<B> = { params: { id: number }; query: Query; body: B }

type CtxOf<A, M> = A extends { public: string } ? PublicCtx : M extends 'GET' ? ReadCtx : Ctx

/** A file that a route takes: as the one field of multipart/form-data, or bare as one of these media types. */
export type Upload = { field: string; types: readonly string[]; maxBytes: number }

type Declared<M extends Method | readonly Method[], B extends TSchema> = {
  method: M
  path: `/${string}`
  summary: string
  /** The query parameters it knows, described; any other is refused by name. */
  query?: TObject
  body?: B
  /** Takes a file in place of JSON; the handlers' body is `{ [field]?: Buffer }`. */
  upload?: Upload
  /** Before a write's transaction, for those who may call: what takes long and must hold no connection meanwhile. */
  prepare?: (ctx: ReadCtx, input: Input<unknown>) => Promise<unknown>
  /** Answers a GET with a signed link (`?sig=`) and without a token; the link is the proof. */
  byLink?: (ctx: PublicCtx, input: Input<unknown>) => unknown
  /** The answer by status; the first status is what a plain return value becomes. `null` = no body. */
  reply: Record<number, TSchema | null>
  errors?: readonly ErrorCode[]
  /** `:id` is a company: to whom the route is closed, any but their own does not exist. */
  aboutCompany?: true
  /** Also open while a first-sign-in password change is due. */
  duringPasswordChange?: true
  /** A POST that makes or moves nothing takes no Idempotency-Key. */
  idempotent?: false
}

export type Route = Declared<Method | readonly Method[], TSchema> &
  Access & { tag: string; handle: (ctx: never, input: Input<never>, prepared: never) => unknown }

/** Checks a route's declaration by type: an access, a body and a preparation that the handler really gets. */
export function route<const A extends Access, const M extends Method | readonly Method[], B extends TSchema, P>(
  declared: Declared<M, B> &
    A & {
      prepare?: (ctx: ReadCtx, input: Input<unknown>) => Promise<P>
      handle: (ctx: CtxOf<A, M>, input: Input<Static<B>>, prepared: NoInfer<P>) => unknown
    },
): Omit<Route, 'tag'> {
  return declared as unknown as Omit<Route, 'tag'>
}

/** The routes of one feature, under the heading `tag` of the API documents. */
export function routesOf(tag: string, routes: readonly Omit<Route, 'tag'>[]): Route[] {
  return routes.map(declared => ({ ...declared, tag }) as Route)
}

/** An answer with a status or headers other than the route's first. */
export class Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Record<string, string>
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
