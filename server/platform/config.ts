import { keepSecret, makeDataDir } from './data-dir.ts'
import {
  type Environment,
  isLoopback,
  readChoice,
  readDatabaseUrl,
  readDomain,
  readHosts,
  readMailFrom,
  readMetricsToken,
  readOrigins,
  readPort,
  readPublicUrl,
  readSwitch,
  readText,
  readTrustProxy,
  readUrl,
  refuse,
} from './environment.ts'

export { ConfigError } from './environment.ts'

/** Everything the environment decides, read once at the start. */
export type Config = {
  production: boolean
  port: number
  /** The addresses to listen on: one, or both loopback ones. */
  hosts: string[]
  /** Only this machine can reach the server. */
  loopbackOnly: boolean
  /** Absolute path; exists and is writable. */
  dataDir: string
  /** The owner's connection string; null means the embedded PostgreSQL. */
  databaseUrl: string | null
  /** The application role's; null means: made by `migrate`, its password derived from jwtSecret. */
  appDatabaseUrl: string | null
  redisUrl: string | null
  smtpUrl: string | null
  mailFrom: string
  /** An origin without trailing slash: `https://shop.example.com`. */
  publicUrl: string
  baseDomain: string
  jwtSecret: string
  /** Origins as browsers send them; `:*` at the end stands for any port. */
  corsOrigins: string[]
  signup: 'open' | 'review' | 'closed'
  passwordPolicy: 'standard' | 'strong'
  seedDemo: boolean
  logLevel: LogLevel
  /** As Fastify takes it: no proxy, the number of proxies in front, or their addresses. */
  trustProxy: false | number | string[]
  rateLimits: boolean
  defaultPlacement: 'shared' | 'schema'
  metricsToken: string | null
}

export type LogLevel = (typeof logLevels)[number]

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const localOrigins = ['http://localhost:*', 'http://127.0.0.1:*']

/**
 * Reads and checks every variable, and makes `DATA_DIR` and the secret in it where they are missing.
 * @throws ConfigError at the first bad value
 */
export function readConfig(env: Environment = process.env): Config {
  const production = readText(env, 'NODE_ENV') === 'production'
  const hosts = readHosts(env)
  const loopbackOnly = hosts.every(isLoopback)
  const port = readPort(env)
  const baseDomain = readDomain(env)
  const checked = {
    production,
    port,
    hosts,
    loopbackOnly,
    databaseUrl: readDatabaseUrl(env, 'DATABASE_URL'),
    appDatabaseUrl: readAppDatabaseUrl(env),
    redisUrl: readUrl(env, 'REDIS_URL', 'redis://127.0.0.1:6379', 'redis:', 'rediss:'),
    smtpUrl: readUrl(env, 'SMTP_URL', 'smtp://user:password@mail.example.com:587', 'smtp:', 'smtps:'),
    mailFrom: readMailFrom(env, baseDomain),
    publicUrl: readPublicUrl(env, port),
    baseDomain,
    corsOrigins: readOrigins(env, production ? [] : localOrigins),
    signup: readChoice(env, 'SIGNUP', ['open', 'review', 'closed']) ?? 'open',
    passwordPolicy: readChoice(env, 'PASSWORD_POLICY', ['standard', 'strong']) ?? 'standard',
    seedDemo: readSeedDemo(env, { production, loopbackOnly }),
    logLevel: readChoice(env, 'LOG_LEVEL', logLevels) ?? 'info',
    trustProxy: readTrustProxy(env),
    rateLimits: readSwitch(env, 'RATE_LIMITS', true),
    defaultPlacement: readChoice(env, 'DEFAULT_PLACEMENT', ['shared', 'schema']) ?? 'shared',
    metricsToken: readMetricsToken(env),
  }
  const givenSecret = readSecret(env, production)
  const dataDir = makeDataDir(readText(env, 'DATA_DIR'))
  return { ...checked, dataDir, jwtSecret: givenSecret ?? keepSecret(dataDir) }
}

/** Is an `Origin` header's value one of the configured ones? */
export function isAllowedOrigin(origins: string[], origin: string): boolean {
  return origins.some(allowed => {
    if (!allowed.endsWith(':*')) return allowed === origin
    const base = allowed.slice(0, -2)
    return origin === base || (origin.startsWith(`${base}:`) && /^\d{1,5}$/.test(origin.slice(base.length + 1)))
  })
}

function readAppDatabaseUrl(env: Environment): string | null {
  const url = readDatabaseUrl(env, 'APP_DATABASE_URL')
  if (url !== null && readText(env, 'DATABASE_URL') === null) {
    refuse('APP_DATABASE_URL', 'is used together with DATABASE_URL only. Set DATABASE_URL too, or leave it out.')
  }
  return url
}

/** The demo people's passwords are published, so they never stand on an address that others can reach. */
function readSeedDemo(
  env: Environment,
  { production, loopbackOnly }: { production: boolean; loopbackOnly: boolean },
): boolean {
  const seedDemo = readSwitch(env, 'SEED_DEMO', loopbackOnly && !production)
  if (seedDemo && !loopbackOnly) {
    refuse(
      'SEED_DEMO',
      'needs a loopback HOST, because the demo passwords are public. Set SEED_DEMO=0 or HOST=localhost.',
    )
  }
  return seedDemo
}

function readSecret(env: Environment, production: boolean): string | null {
  const secret = readText(env, 'JWT_SECRET')
  const remedy = 'Make one with: openssl rand -base64 48'
  if (secret === null && production) refuse('JWT_SECRET', `is required when NODE_ENV=production. ${remedy}`)
  if (secret === null && readText(env, 'REDIS_URL'))
    refuse('JWT_SECRET', `is required with REDIS_URL, the same on every node. ${remedy}`)
  // HS256 wants a key as long as its hash (RFC 7518 §3.2): a shorter one can be guessed from a single token.
  if (secret !== null && secret.length < 32)
    refuse('JWT_SECRET', `must have at least 32 characters, not ${secret.length}. ${remedy}`)
  return secret
}
