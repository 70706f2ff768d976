import pino from 'pino'
import type { LogLevel } from './config.ts'

export type Log = pino.Logger

/** Names under which secrets travel, wherever they appear in a logged object. */
const secretNames = [
  'password',
  'current_password',
  'new_password',
  'access',
  'refresh',
  'token',
  'ticket',
  'secret',
  'jwtSecret',
]
const secretPaths = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  ...secretNames.flatMap(name => [name, `*.${name}`, `*.*.${name}`]),
]

/** JSON lines on stdout, without secrets: neither by field name, nor in the query of an address, nor in a connection string. */
export function createLog(
  level: LogLevel,
  stream: pino.DestinationStream = pino.destination({ dest: 1, sync: false }),
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[secret]' },
      serializers: { req: showRequest, err: showError, error: showError },
    },
    stream,
  )
}

/** A text without what follows `token=`, `ticket=` or a password in a connection string. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/([?&](?:token|ticket|access|refresh|password|secret)=)[^&\s]*/gi, '$1[secret]')
    .replace(/(\b[a-z][a-z+]*:\/\/[^:@/\s]*):[^@/\s]*@/gi, '$1:[secret]@')
}

type LoggedRequest = { method: string; url: string; ip?: string; headers?: Record<string, unknown> }

function showRequest(request: LoggedRequest) {
  return { method: request.method, url: withoutSecrets(request.url ?? ''), ip: request.ip }
}

/** Type, message, stack and SQLSTATE only: a database error also carries the row that was refused. */
function showError(error: unknown) {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...(code === undefined ? {} : { code }),
    stack: withoutSecrets(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: String(withoutSecrets(String(error.cause))) }),
  }
}
