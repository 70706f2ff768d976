/** One operation of the OpenAPI document: what a route takes, what it answers, how it refuses. */
import { STATUS_CODES } from 'node:http'
import type { TSchema } from 'typebox'
import type { ErrorCode } from '../../contracts.ts'
import type { Method, Route, Upload } from '../route.ts'
import { type ErrorSet, errorsOf, nameOf } from './errors.ts'
import { exampleOf, plainSchema } from './json-schema.ts'
import { type Records, withReferences } from './records.ts'

/** What the operations of a document share: the sets of errors met so far, and the records that have a name. */
export type Shared = { sets: Map<string, ErrorSet>; records: Records }

export function operationOf(route: Route, { method, id }: { method: Method; id: string }, shared: Shared) {
  const parameters = [...pathParameters(route), ...queryParameters(route), ...headerParameters(route, method)]
  return {
    operationId: id,
    tags: [route.tag],
    summary: route.summary,
    description: accessOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: requestBodyOf(route.body) }),
    ...(route.upload && { requestBody: fileBodyOf(route.upload) }),
    responses: { ...repliesOf(route, shared.records), ...refusalsOf(route, method, shared.sets) },
    security: route.public === undefined ? [{ bearer: [] }] : [],
  }
}

/** Who may call, as a sentence. */
function accessOf(route: Route): string {
  if (route.public !== undefined) return `Public: ${route.public}.`
  if (route.signedIn !== undefined) return `For everybody who is signed in: ${route.signedIn}.`
  if (route.platform !== undefined) return `For people of the platform who hold ${route.platform}.`
  const orLink = route.byLink ? ', or a signed link in place of a token' : ''
  return `Needs ${[route.permission].flat().join(' or ')}${orLink}.`
}

function pathParameters({ path }: Route) {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? plainSchema({ isId: true, examples: [42] }, 'answered') : { type: 'string' },
  }))
}

function queryParameters({ query }: Route) {
  if (!query) return []
  const required = new Set<string>((query as { required?: string[] }).required)
  return Object.entries(query.properties).map(([name, schema]) => {
    const { description, ...plain } = plainSchema(schema, 'sent')
    return {
      name,
      in: 'query',
      ...(description !== undefined && { description }),
      required: required.has(name),
      schema: plain,
    }
  })
}

function headerParameters(route: Route, method: Method) {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    description,
    required: false,
    schema: { type: 'string' },
  })
  return [
    ...(takesKey(route, method)
      ? [header('Idempotency-Key', 'Repeat a call with the same key and body, and it happens once.')]
      : []),
    ...(route.errors?.includes('version_mismatch')
      ? [header('If-Match', 'The ETag of what is to be changed; 412 when it was changed meanwhile.')]
      : []),
  ]
}

function takesKey(route: Route, method: Method): boolean {
  return method === 'POST' && route.idempotent !== false
}

function requestBodyOf(body: TSchema) {
  const schema = plainSchema(body, 'sent')
  return {
    required: ![schema.type].flat().includes('null'),
    content: { 'application/json': { schema, example: exampleOf(schema) } },
  }
}

function fileBodyOf({ field, types }: Upload) {
  const form = { type: 'object', properties: { [field]: { type: 'string', format: 'binary' } }, required: [field] }
  const bare = types.map(type => [type, { schema: { type: 'string', format: 'binary' } }])
  return { required: true, content: { 'multipart/form-data': { schema: form }, ...Object.fromEntries(bare) } }
}

function repliesOf({ reply, query }: Route, records: Records) {
  return Object.fromEntries(
    Object.entries(reply).map(([status, schema]) => {
      const content = schema && {
        [mediaTypeOf(schema)]: { schema: withReferences(plainSchema(schema, 'answered'), records) },
        ...(query?.properties.format && csv),
      }
      return [status, { description: STATUS_CODES[status] as string, headers: headerRefs, ...(content && { content }) }]
    }),
  )
}

function mediaTypeOf(schema: TSchema): string {
  return (schema as { contentMediaType?: string }).contentMediaType ?? 'application/json'
}

const csv = { 'text/csv': { schema: { type: 'string' } } }

/** The headers that answers refer to. */
export const replyHeaders = {
  'X-Request-Id': { description: 'Names this request in the log.', schema: { type: 'string' } },
  ETag: { description: 'The version of the record, for If-Match.', schema: { type: 'string' } },
}
const headerRefs = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } }

function refusalsOf(route: Route, method: Method, sets: Map<string, ErrorSet>) {
  const codes = [...genericCodes(route, method), ...(route.errors ?? [])]
  const byStatus = errorsOf(codes, takesInput(route))
  for (const set of byStatus) sets.set(nameOf(set), set)
  return Object.fromEntries(byStatus.map(set => [set.status, { $ref: `#/components/responses/${nameOf(set)}` }]))
}

function takesInput(route: Route): boolean {
  return route.body !== undefined || route.query !== undefined || route.method !== 'GET'
}

/** What the server itself may answer, whatever the verb does. */
function genericCodes(route: Route, method: Method): ErrorCode[] {
  const when = (condition: boolean, ...codes: ErrorCode[]) => (condition ? codes : [])
  return [
    ...when(route.public === undefined, 'not_authenticated', 'token_not_valid', 'tenant_suspended', 'wrong_tenant'),
    ...when(route.public === undefined && !route.duringPasswordChange, 'password_change_required'),
    ...when(route.permission !== undefined || route.platform !== undefined, 'permission_denied'),
    ...when(route.path.includes(':') || 'company' in (route.query?.properties ?? {}), 'not_found'),
    ...when(method !== 'GET', 'payload_too_large', 'unsupported_media_type'),
    ...when(takesKey(route, method), 'idempotency_mismatch'),
    ...when(takesKey(route, method) && route.public === undefined, 'idempotency_running'),
    'throttled',
    'internal',
    'busy',
  ]
}
