import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, isAllowedOrigin, readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'quartermaster-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const secret = 'x'.repeat(32)
const read = (env: Record<string, string>) => readConfig({ DATA_DIR: join(folder, 'data'), ...env })

test('an empty environment gives a demo on this machine only', () => {
  expect(read({})).toMatchObject({
    production: false,
    port: 8000,
    hosts: ['127.0.0.1', '::1'],
    loopbackOnly: true,
    databaseUrl: null,
    redisUrl: null,
    smtpUrl: null,
    publicUrl: 'http://localhost:8000',
    baseDomain: 'localhost',
    corsOrigins: ['http://localhost:*', 'http://127.0.0.1:*'],
    signup: 'open',
    passwordPolicy: 'standard',
    seedDemo: true,
    logLevel: 'info',
    trustProxy: false,
    rateLimits: true,
    defaultPlacement: 'shared',
    metricsToken: null,
  })
})

test('production has no demo, no foreign origins, and needs its own secret', () => {
  expect(read({ NODE_ENV: 'production', JWT_SECRET: secret })).toMatchObject({
    seedDemo: false,
    corsOrigins: [],
    jwtSecret: secret,
  })
})

test.each([
  ['PORT', 'abc', /^PORT must be a whole number from 0 to 65535, not "abc"/],
  ['PORT', '65536', /^PORT /],
  ['PORT', '80.5', /^PORT /],
  ['PORT', '-1', /^PORT /],
  ['PORT', '0x50', /^PORT /],
  ['HOST', 'http://localhost', /^HOST must be an address or a host name/],
  ['HOST', '127.0.0.1:8000', /^HOST /],
  ['HOST', '300.1.1.1', /^HOST /],
  ['DATABASE_URL', 'mysql://root:hunter2@db/shop', /^DATABASE_URL must be a PostgreSQL address/],
  ['DATABASE_URL', 'postgres://root:hunter2@db:port/shop', /^DATABASE_URL /],
  ['APP_DATABASE_URL', 'postgres://app@db/shop', /^APP_DATABASE_URL is used together with DATABASE_URL/],
  ['REDIS_URL', '127.0.0.1:6379', /^REDIS_URL must be an address that begins with redis:/],
  ['SMTP_URL', 'https://mail.example.com', /^SMTP_URL must be an address that begins with smtp:/],
  ['MAIL_FROM', 'nobody', /^MAIL_FROM must be one mail address/],
  ['MAIL_FROM', 'a@b.example\r\nBcc: c@d.example', /^MAIL_FROM /],
  ['PUBLIC_URL', 'example.com', /^PUBLIC_URL must be an http/],
  ['PUBLIC_URL', 'https://example.com/shop', /^PUBLIC_URL /],
  ['BASE_DOMAIN', 'https://example.com', /^BASE_DOMAIN must be a bare domain/],
  ['BASE_DOMAIN', 'example.com:8000', /^BASE_DOMAIN /],
  ['CORS_ORIGINS', '*', /^CORS_ORIGINS lists origins, and "\*" is none/],
  ['CORS_ORIGINS', 'https://a.example,https://b.example/path', /"https:\/\/b.example\/path" is none/],
  ['SIGNUP', 'maybe', /^SIGNUP must be one of open, review, closed, not "maybe"/],
  ['PASSWORD_POLICY', 'weak', /^PASSWORD_POLICY must be one of standard, strong/],
  ['SEED_DEMO', 'perhaps', /^SEED_DEMO must be on \(1\) or off \(0\)/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent/],
  ['TRUST_PROXY', 'nginx', /^TRUST_PROXY must be off, a number of proxies or their addresses/],
  ['TRUST_PROXY', '10.0.0.0/33', /^TRUST_PROXY /],
  ['RATE_LIMITS', '5', /^RATE_LIMITS must be on/],
  ['DEFAULT_PLACEMENT', 'database', /^DEFAULT_PLACEMENT must be one of shared, schema/],
  ['METRICS_TOKEN', 'two words', /^METRICS_TOKEN must not contain spaces/],
  ['JWT_SECRET', 'hunter2', /^JWT_SECRET must have at least 32 characters, not 7/],
])('%s=%s stops the start with one line that names it and holds no secret', (name, value, line) => {
  const message = messageOf({ [name]: value })
  expect(message).toMatch(line)
  expect(message).not.toMatch(/\n|hunter2/)
})

test('a secret is required in production and with several nodes', () => {
  expect(messageOf({ NODE_ENV: 'production' })).toMatch(/^JWT_SECRET is required when NODE_ENV=production/)
  expect(messageOf({ REDIS_URL: 'redis://localhost' })).toMatch(/^JWT_SECRET is required with REDIS_URL/)
})

test('the demo, whose passwords are public, never stands on a public address', () => {
  expect(read({ HOST: '0.0.0.0' }).seedDemo).toBe(false)
  expect(messageOf({ HOST: '0.0.0.0', SEED_DEMO: '1' })).toMatch(/^SEED_DEMO needs a loopback HOST/)
})

test('a secret is made once, for its owner alone, and kept', () => {
  const first = read({}).jwtSecret
  expect(first.length).toBeGreaterThanOrEqual(48)
  expect(read({}).jwtSecret).toBe(first)
  expect(statSync(join(folder, 'data', 'jwt-secret')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'data', 'jwt-secret'), 'utf8')).toBe(first)
})

test('a damaged secret and an unusable DATA_DIR are named', () => {
  const damaged = join(folder, 'damaged')
  read({ DATA_DIR: damaged })
  writeFileSync(join(damaged, 'jwt-secret'), 'short')
  expect(messageOf({ DATA_DIR: damaged })).toMatch(/^JWT_SECRET is kept in .*jwt-secret, which is damaged/)
  expect(messageOf({ DATA_DIR: join(damaged, 'jwt-secret') })).toMatch(/^DATA_DIR .* cannot be used/)
  expect(messageOf({ DATA_DIR: join(damaged, 'jwt-secret', 'data') })).toMatch(/^DATA_DIR .* cannot be used/)
})

test('a DATA_DIR where nobody can make a folder, not even root, is named at once', () => {
  expect(messageOf({ DATA_DIR: '/proc/quartermaster/data' })).toMatch(/^DATA_DIR .* cannot be used/)
})

test('a bad value is reported before anything is written', () => {
  expect(messageOf({ DATA_DIR: join(folder, 'untouched'), PORT: 'x' })).toMatch(/^PORT/)
  expect(existsSync(join(folder, 'untouched'))).toBe(false)
})

test.each([
  ['1', 1],
  ['on', 1],
  ['off', false],
  ['loopback, 10.0.0.0/8', ['loopback', '10.0.0.0/8']],
])('TRUST_PROXY=%s', (value, trusted) => {
  expect(read({ TRUST_PROXY: value }).trustProxy).toEqual(trusted)
})

test('a PostgreSQL behind a socket can be named as libpq users do', () => {
  const url = 'postgres://me@/shop?host=/run/postgresql'
  expect(read({ DATABASE_URL: url }).databaseUrl).toBe(url)
})

test('an origin is allowed as listed, on any port where the list says so', () => {
  const { corsOrigins } = read({ CORS_ORIGINS: 'https://Shop.example/, http://localhost:*' })
  expect(corsOrigins).toEqual(['https://shop.example', 'http://localhost:*'])
  const allowed = (origin: string) => isAllowedOrigin(corsOrigins, origin)
  expect(['https://shop.example', 'http://localhost', 'http://localhost:5173'].every(allowed)).toBe(true)
  expect(
    ['https://shop.example:444', 'http://localhost.evil.example', 'http://localhost:1.evil', 'null'].some(allowed),
  ).toBe(false)
})

function messageOf(env: Record<string, string>): string {
  try {
    read(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('was accepted')
}
