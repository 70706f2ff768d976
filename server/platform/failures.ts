/** The one exit of every error: what a person or program reads when a request is refused. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ErrorObject } from 'ajv'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '../contracts.ts'
import { mostEntries } from './body.ts'
import { Busy, CommitUnknown } from './door.ts'
import { Failure, type FieldErrors, fail, failureOfSqlState, Invalid } from './errors.ts'

/** Fastify's error handler. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refusal = refusalOf(error)
  if (!refusal) request.log.error({ reqId: request.id, err: error }, 'unexpected error')
  return send(refusal ?? fail('internal'), request, reply)
}

/** Answers what is not even HTTP; there is no request to speak of. */
export function refuseUnreadable({ code }: { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[code ?? ''] ?? 400
  const body = JSON.stringify({ detail: 'This is not a readable HTTP request.', code: 'unreadable' })
  const head = [
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    `x-request-id: ${crypto.randomUUID()}`,
    'connection: close',
  ]
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...head, '', body].join('\r\n'))
}

/** The refusal behind an error, or null when the error is not one a caller could have caused. */
export function refusalOf(error: unknown): Failure | Invalid | null {
  if (error instanceof Failure || error instanceof Invalid) return error
  if (error instanceof CommitUnknown) return fail('outcome_unknown', { retry_after: 1 })
  if (error instanceof Busy) return fail('busy', { retry_after: 1 })
  const { code, statusCode, validation } = error as { code?: string; statusCode?: number; validation?: ErrorObject[] }
  if (validation) return new Invalid(fieldErrors(validation))
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fail('payload_too_large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return fail('unsupported_media_type')
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return fail('not_found')
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new Invalid({ non_field_errors: [(error as Error).message] })
  return typeof code === 'string' && code.length === 5 ? failureOfSqlState(code) : null
}

/** What the caller reads: status, body and headers of a refusal. */
export function describe(refusal: Failure | Invalid): {
  status: number
  body: Record<string, unknown>
  headers: Record<string, string>
} {
  if (refusal instanceof Invalid) return { status: 400, body: refusal.fields, headers: {} }
  const { status, detail } = errors[refusal.code]
  const bare = refusal.code === 'not_found' || refusal.code === 'no_active_account'
  const headers: Record<string, string> = {}
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  if (refusal.data.retry_after !== undefined) headers['retry-after'] = String(refusal.data.retry_after)
  if (refusal.data.attempts_left !== undefined) headers['x-attempts-left'] = String(refusal.data.attempts_left)
  const { retry_after: _, attempts_left: __, ...data } = refusal.data
  return { status, body: bare ? { detail } : { detail, code: refusal.code, ...data }, headers }
}

function send(refusal: Failure | Invalid, request: FastifyRequest, reply: FastifyReply) {
  const { status, body, headers } = describe(refusal)
  reply.code(status).headers(headers).serializer(JSON.stringify)
  if (!String(request.headers.accept ?? '').includes('application/problem+json'))
    return reply.type('application/json; charset=utf-8').send(body)
  return reply.type('application/problem+json').send(problemOf(status, body, refusal))
}

/** RFC 9457. */
function problemOf(status: number, body: Record<string, unknown>, refusal: Failure | Invalid) {
  if (refusal instanceof Invalid)
    return {
      type: 'about:blank',
      title: 'Invalid input',
      status,
      detail: 'Some fields are not valid.',
      code: 'invalid',
      errors: body,
    }
  return { type: 'about:blank', title: String(body.detail), status, code: refusal.code, ...body }
}

const mostErrors = 200

/** Without a prototype: a field may be called `constructor`. */
function noFields(): FieldErrors {
  return Object.create(null)
}

/** Ajv's errors as messages by field, nested as the body is. */
export function fieldErrors(errors: readonly ErrorObject[]): FieldErrors {
  const fields = noFields()
  for (const error of errors.slice(0, mostErrors)) put(fields, pathOf(error), messageOf(error))
  return fields
}

/** A place in a list is a number, a field's name is text, also where somebody calls a field `3000000`. */
type Step = string | number

function pathOf({ instancePath, keyword, params }: ErrorObject): Step[] {
  const path: Step[] = instancePath
    .split('/')
    .slice(1)
    .map(step => (isPlace(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
  if (keyword === 'required') path.push(params.missingProperty)
  if (keyword === 'additionalProperties') path.push(params.additionalProperty)
  return path.length > 0 ? path : ['non_field_errors']
}

/** No body has a longer list: what cannot be a place in one is a name, or the answer would be as long as it says. */
const isPlace = (step: string) => /^\d{1,4}$/.test(step) && Number(step) < mostEntries

function messageOf({ keyword, params, message = 'Not valid.' }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'This field is required.'
    case 'additionalProperties':
      return 'Unknown field.'
    case 'type':
      return `Send ${withArticle([params.type].flat().join(' or '))}.`
    case 'enum':
      return `Send one of: ${params.allowedValues.join(', ')}.`
    case 'maxLength':
      return `Send at most ${params.limit} characters.`
    case 'minLength':
      return params.limit === 1 ? 'This field may not be blank.' : `Send at least ${params.limit} characters.`
    case 'maxItems':
      return `Send at most ${params.limit} entries.`
    case 'minItems':
      return `Send at least ${params.limit} ${params.limit === 1 ? 'entry' : 'entries'}.`
    default:
      return message.endsWith('.') ? message : `This ${message}.`
  }
}

function withArticle(type: string): string {
  return type === 'null' ? type : `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`
}

function put(fields: FieldErrors, [first = 'non_field_errors', ...rest]: Step[], message: string): void {
  const step = String(first)
  const known = fields[step]
  if (rest.length === 0) {
    if (known === undefined) fields[step] = [message]
    else if (Array.isArray(known) && typeof known[0] !== 'object')
      fields[step] = [...new Set([...known, message])] as string[]
    return
  }
  const [place, ...behind] = rest
  if (typeof place === 'number') putInList(fields, step, { place, behind }, message)
  else put(nested(fields, step), rest, message)
}

type Entry = { place: number; behind: Step[] }

function putInList(fields: FieldErrors, step: string, { place, behind }: Entry, message: string): void {
  const known = fields[step]
  const list = (Array.isArray(known) && typeof known[0] === 'object' ? known : []) as FieldErrors[]
  fields[step] = list
  while (list.length <= place) list.push(noFields())
  put(list[place] as FieldErrors, behind, message)
}

function nested(fields: FieldErrors, step: string): FieldErrors {
  const known = fields[step]
  if (known && !Array.isArray(known)) return known
  const made = noFields()
  fields[step] = made
  return made
}
