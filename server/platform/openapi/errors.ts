/** The refusals of the OpenAPI document: one response for every set of codes that share a status. */
import { STATUS_CODES } from 'node:http'
import { type ErrorCode, errors } from '../../contracts.ts'
import { fail } from '../errors.ts'
import { describe } from '../failures.ts'

/** The codes of one status that a route may answer; a 400 that names fields has none. */
export type ErrorSet = { status: number; codes: readonly ErrorCode[] }

/** The codes by status, in ascending order; `takesInput` adds the 400 that names fields. */
export function errorsOf(codes: readonly ErrorCode[], takesInput: boolean): ErrorSet[] {
  const byStatus = Map.groupBy(new Set(codes), code => errors[code].status)
  if (takesInput && !byStatus.has(400)) byStatus.set(400, [])
  return [...byStatus]
    .map(([status, each]) => ({ status, codes: each.toSorted() }))
    .toSorted((a, b) => a.status - b.status)
}

/** The name of a set among the document's responses. */
export function nameOf({ status, codes }: ErrorSet): string {
  return [status, ...codes].join('-')
}

/** The document's components that describe refusals. */
export function errorComponents(sets: ReadonlyMap<string, ErrorSet>) {
  const inOrder = [...sets].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const codes = new Set(inOrder.flatMap(([, set]) => set.codes).toSorted())
  return {
    schemas,
    examples: Object.fromEntries(Array.from(codes, code => [code, { value: describe(fail(code)).body }])),
    responses: Object.fromEntries(inOrder.map(([name, set]) => [name, responseOf(set)])),
  }
}

function responseOf(set: ErrorSet) {
  const { status, codes } = set
  const sentences = codes.map(code => `\`${code}\`: ${errors[code].detail}`)
  const invalid = status === 400 ? ['The fields that are not valid, each with its messages.'] : []
  return {
    description: [...sentences, ...invalid].join('\n') || (STATUS_CODES[status] as string),
    ...(headersOf(set) && { headers: headersOf(set) }),
    content: {
      'application/json': { schema: bodyOf(set), examples: examplesOf(set) },
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    },
  }
}

function bodyOf({ status, codes }: ErrorSet) {
  const coded = { $ref: '#/components/schemas/Error' }
  if (status !== 400) return coded
  const invalid = { $ref: '#/components/schemas/Invalid' }
  return codes.length > 0 ? { anyOf: [coded, invalid] } : invalid
}

function examplesOf({ status, codes }: ErrorSet) {
  const coded = Object.fromEntries(codes.map(code => [code, { $ref: `#/components/examples/${code}` }]))
  return status === 400 ? { ...coded, invalid: { value: { name: ['This field is required.'] } } } : coded
}

function headersOf({ status, codes }: ErrorSet) {
  if (status === 401)
    return {
      'WWW-Authenticate': { schema: { type: 'string', const: 'Bearer' } },
      ...(codes.includes('no_active_account') && {
        'X-Attempts-Left': {
          description: 'before the login name is locked',
          schema: { type: 'string', pattern: '^[0-5]$' },
        },
      }),
    }
  if (status === 429 || status === 503)
    return { 'Retry-After': { description: 'seconds', schema: { type: 'string', pattern: '^[0-9]+$' } } }
  return null
}

const schemas = {
  Error: {
    type: 'object',
    required: ['detail'],
    properties: {
      detail: { type: 'string', description: 'for people' },
      code: { type: 'string', description: 'for programs' },
    },
  },
  Invalid: {
    type: 'object',
    description: 'Messages by field, nested as the body is; what concerns no single field is under `non_field_errors`.',
    additionalProperties: { type: ['array', 'object'] },
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457, for `Accept: application/problem+json`.',
    required: ['type', 'title', 'status'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string' },
      errors: { $ref: '#/components/schemas/Invalid' },
    },
  },
}
