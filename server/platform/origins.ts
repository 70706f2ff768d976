import type { FastifyRequest } from 'fastify'
import { type Config, isAllowedOrigin } from './config.ts'

/** Whether a request's Origin is none (no browser), our own address, or a listed one. */
export function isOwnOrigin({ headers, host, baseUrl }: FastifyRequest, { corsOrigins }: Config): boolean {
  const { origin } = headers
  if (origin === undefined || origin === baseUrl || isAllowedOrigin(corsOrigins, origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
