/** One reader per kind of value in the environment: the value checked, or one clear line that names variable and remedy. */
import { isIP } from 'node:net'

/** A variable of the environment that cannot be used; the message names it and the remedy and holds no secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export type Environment = Record<string, string | undefined>

/** A variable's value without surrounding space; null when it is absent or blank. */
export function readText(env: Environment, name: string): string | null {
  return env[name]?.trim() || null
}

export function refuse(name: string, remedy: string): never {
  throw new ConfigError(`${name} ${remedy}`.replaceAll(/\p{Cc}+/gu, ' '))
}

export function readPort(env: Environment): number {
  const value = readText(env, 'PORT')
  if (value === null) return 8000
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port <= 65535) return port
  refuse('PORT', `must be a whole number from 0 to 65535, not "${value}". For example: PORT=8000`)
}

export function readHosts(env: Environment): string[] {
  const value = readText(env, 'HOST')
  if (value === null || value.toLowerCase() === 'localhost') return ['127.0.0.1', '::1']
  const host = value.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0 || (isHostname(host) && !/^[\d.]+$/.test(host))) return [host]
  refuse('HOST', `must be an address or a host name without scheme or port, not "${value}". For example: HOST=0.0.0.0`)
}

export function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function isHostname(value: string): boolean {
  return value.length <= 253 && value.split('.').every(label => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
}

export function readDomain(env: Environment): string {
  const value = readText(env, 'BASE_DOMAIN')
  if (value === null) return 'localhost'
  if (isHostname(value) && isIP(value) === 0) return value.toLowerCase()
  refuse('BASE_DOMAIN', `must be a bare domain, not "${value}". For example: BASE_DOMAIN=shops.example.com`)
}

export function readUrl(env: Environment, name: string, example: string, ...schemes: string[]): string | null {
  const value = readText(env, name)
  if (value === null) return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (url && schemes.includes(url.protocol) && url.hostname !== '') return value
  refuse(name, `must be an address that begins with ${schemes.join('// or ')}//. For example: ${name}=${example}`)
}

export function readDatabaseUrl(env: Environment, name: string): string | null {
  const value = readText(env, name)
  if (value === null) return null
  // PostgreSQL allows a user before an empty host (`postgres://me@/shop?host=/run/postgresql`), which URL does not.
  const parsable = /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace('@/', '@localhost/'))
  if (parsable) return value
  refuse(name, `must be a PostgreSQL address. For example: ${name}=postgres://owner:password@db.example.com:5432/shop`)
}

export function readMailFrom(env: Environment, baseDomain: string): string {
  const value = readText(env, 'MAIL_FROM')
  if (value === null) return `Quartermaster <no-reply@${baseDomain}>`
  if (/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value)) return value
  refuse('MAIL_FROM', `must be one mail address, not "${value}". For example: MAIL_FROM="Shop <shop@example.com>"`)
}

export function readPublicUrl(env: Environment, port: number): string {
  const value = readText(env, 'PUBLIC_URL')
  if (value === null) return `http://localhost:${port}`
  const url = URL.canParse(value) ? new URL(value) : null
  const isOrigin = url !== null && ['http:', 'https:'].includes(url.protocol) && `${url.origin}/` === url.href
  if (isOrigin) return url.origin
  refuse(
    'PUBLIC_URL',
    `must be an http(s) address without path, not "${value}". For example: PUBLIC_URL=https://example.com`,
  )
}

export function readOrigins(env: Environment, fallback: string[]): string[] {
  const value = readText(env, 'CORS_ORIGINS')
  if (value === null) return fallback
  return listOf(value).map(originOf)
}

function originOf(entry: string): string {
  const [, plain = '', anyPort = ''] = /^(https?:\/\/.*?)\/?(:\*)?$/i.exec(entry) ?? []
  const url = URL.canParse(plain) ? new URL(plain) : null
  if (url && `${url.origin}/` === url.href) return url.origin + anyPort
  refuse(
    'CORS_ORIGINS',
    `lists origins, and "${entry}" is none. For example: CORS_ORIGINS=https://a.example,https://b.example`,
  )
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
}

export function readChoice<const Choices extends readonly string[]>(
  env: Environment,
  name: string,
  choices: Choices,
): Choices[number] | null {
  const value = readText(env, name)
  if (value === null) return null
  const chosen = choices.find(choice => choice === value.toLowerCase())
  return chosen ?? refuse(name, `must be one of ${choices.join(', ')}, not "${value}".`)
}

export function readSwitch(env: Environment, name: string, fallback: boolean): boolean {
  const value = readText(env, name)
  if (value === null) return fallback
  if (['on', '1', 'true', 'yes'].includes(value.toLowerCase())) return true
  if (['off', '0', 'false', 'no'].includes(value.toLowerCase())) return false
  refuse(name, `must be on (1) or off (0), not "${value}".`)
}

export function readTrustProxy(env: Environment): false | number | string[] {
  const value = readText(env, 'TRUST_PROXY')
  if (value === null || ['off', 'false', 'no', '0'].includes(value.toLowerCase())) return false
  if (['on', 'true', 'yes'].includes(value.toLowerCase())) return 1
  if (/^\d{1,2}$/.test(value)) return Number(value)
  const proxies = listOf(value)
  if (proxies.length > 0 && proxies.every(isProxy)) return proxies
  refuse(
    'TRUST_PROXY',
    `must be off, a number of proxies or their addresses, not "${value}". For example: TRUST_PROXY=1`,
  )
}

function isProxy(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true
  const [address = '', bits, ...rest] = value.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  return (
    isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  )
}

export function readMetricsToken(env: Environment): string | null {
  const value = readText(env, 'METRICS_TOKEN')
  if (value !== null && /\s/.test(value))
    refuse('METRICS_TOKEN', 'must not contain spaces. Make one with: openssl rand -hex 24')
  return value
}
