import type { ErrorCode } from '../contracts.ts'

/** How an error code answers: its HTTP status and the sentence a person reads. Features declare theirs in contract.ts. */
export type ErrorTable = Record<string, { status: number; detail: string }>

/** Codes that belong to no feature. */
export const platformErrors = {
  not_found: { status: 404, detail: 'Not found.' },
  not_authenticated: { status: 401, detail: 'Authentication credentials were not provided.' },
  token_not_valid: { status: 401, detail: 'The token is invalid, expired or revoked. Sign in again.' },
  permission_denied: { status: 403, detail: 'You do not have permission to perform this action.' },
  password_change_required: { status: 403, detail: 'Change your password first: POST /api/auth/password/change/.' },
  tenant_suspended: { status: 403, detail: 'This company is suspended. Ask its platform operator.' },
  wrong_tenant: { status: 403, detail: 'This address belongs to another company. Use your own company’s address.' },
  foreign_origin: { status: 403, detail: 'Requests from this origin are not allowed.' },
  narrow_search: {
    status: 400,
    detail: 'This search finds more than 10,000. Add a word or a filter, or leave out the ordering.',
  },
  method_not_allowed: { status: 405, detail: 'Method not allowed. The Allow header names the methods of this path.' },
  conflict: { status: 409, detail: 'This changed while you were changing it. Read it again and repeat.' },
  in_use: { status: 409, detail: 'Other records still refer to this.' },
  version_mismatch: { status: 412, detail: 'This was changed meanwhile. Get it again, then repeat your change.' },
  payload_too_large: { status: 413, detail: 'The body is larger than 1 MB.' },
  unsupported_media_type: { status: 415, detail: 'Send the body as application/json.' },
  idempotency_mismatch: { status: 422, detail: 'This Idempotency-Key was used with another body. Use a new key.' },
  idempotency_running: {
    status: 409,
    detail: 'The first request with this Idempotency-Key is still running. Repeat later.',
  },
  throttled: { status: 429, detail: 'Too many requests. Wait for the seconds in Retry-After, then repeat.' },
  internal: { status: 500, detail: 'Something went wrong on our side. Nothing was changed.' },
  outcome_unknown: {
    status: 503,
    detail:
      'The database went away while your change was being saved, so it may or may not have been. Look before you repeat, or repeat with the same Idempotency-Key.',
  },
  busy: { status: 503, detail: 'The server is busy. Repeat after the seconds in Retry-After.' },
} satisfies ErrorTable

/** A refusal with a code; the one exit in http.ts turns it into a reply. */
export class Failure extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, unknown>
  constructor(code: ErrorCode, data: Record<string, unknown>) {
    super(code)
    this.code = code
    this.data = data
  }
}

/** Messages by field, as Django REST framework shapes them: `{ qty: ['…'], items: [{}, { qty: ['…'] }] }`. */
export type FieldErrors = { [field: string]: string[] | FieldErrors | FieldErrors[] }

/** A 400 that names the fields. */
export class Invalid extends Error {
  readonly fields: FieldErrors
  constructor(fields: FieldErrors) {
    super('invalid input')
    this.fields = fields
  }
}

/** The error to throw for `code`; `data` joins `detail` and `code` in the reply (`retry_after` in seconds and `attempts_left` become headers). */
export function fail(code: ErrorCode, data: Record<string, unknown> = {}): Failure {
  return new Failure(code, data)
}

/** The 400 to throw for one field, or for the whole body as `non_field_errors`. */
export function invalid(field: string, message: string): Invalid {
  return new Invalid({ [field]: [message] })
}

/** The row, or 404 when there is none: absent, foreign, deleted and out of scope look alike. */
export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw fail('not_found')
  return row
}

/** What PostgreSQL refused, told apart by SQLSTATE only; anything else is unknown. */
export function failureOfSqlState(sqlState: string): Failure | Invalid | null {
  switch (sqlState) {
    case '23505':
    case '23514':
      return fail('conflict')
    case '23503':
      return fail('in_use')
    case '22021':
    case '22P05':
      return invalid('non_field_errors', 'Remove the NUL character.')
    case '22003':
      return invalid('non_field_errors', 'A number is out of range.')
    case '40001':
    case '40P01':
    case '55P03':
    case '57014':
    case '53300':
      return fail('busy', { retry_after: 1 })
    default:
      return null
  }
}
