/** What watches the server reads; at any address, outside the rate limits. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Deployment } from './deployment.ts'
import type { Door } from './door.ts'
import { fail } from './errors.ts'
import { appliedMigrations, isCurrent } from './migrate.ts'
import { sql } from './sql.ts'
import { bearerOf } from './tokens.ts'

/** Adds `/healthz` (alive), `/readyz` (able to serve) and `/metrics` (Prometheus). */
export function installHealth(app: FastifyInstance, deployment: Deployment): void {
  const metrics = openMetrics(deployment.door)
  app.addHook('onResponse', metrics.observe)
  add(app, '/healthz', async () => ({ status: 'ok' }))
  add(app, '/readyz', (_request, reply) => answerReadiness(deployment, reply))
  add(app, '/metrics', async (request, reply) => {
    assertMayWatch(request, deployment.config.metricsToken)
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

function add(app: FastifyInstance, url: string, handler: RouteHandlerMethod): void {
  app.get(
    url,
    { config: { declared: { public: 'for what watches the server' }, anyHost: true, rateLimit: false } },
    handler,
  )
}

async function answerReadiness({ door, log }: Deployment, reply: FastifyReply) {
  try {
    if (await isMigrated(door)) return { status: 'ready' }
    return reply.code(503).send({ status: 'not ready', detail: 'Migrations are pending: run `quartermaster migrate`.' })
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return reply.code(503).send({ status: 'not ready', detail: 'The database does not answer.' })
  }
}

async function isMigrated({ directory }: Door): Promise<boolean> {
  const [applied, dedicated] = await Promise.all([directory.rows(appliedMigrations), directory.rows(dedicatedSchemas)])
  return isCurrent(applied, ['shared', ...dedicated.map(row => row.placement_schema)])
}

const dedicatedSchemas = sql<{ placement_schema: string }>`
  select placement_schema from platform.tenants where placement = 'schema'`

/** Figures are for this machine and for who knows METRICS_TOKEN; for anybody else the path does not exist. */
function assertMayWatch(request: FastifyRequest, metricsToken: string | null): void {
  const token = bearerOf(request)
  const knows = metricsToken !== null && token !== null && isSame(token, metricsToken)
  if (!knows && !isLocal(request)) throw fail('not_found')
}

/** A proxy on this machine brings strangers from the loopback address. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
  return !isForwarded && (ip === '::1' || /^(::ffff:)?127\./.test(ip))
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function openMetrics(door: Door) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  watchDoor(registry, door)
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to its answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  const observe = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }
    durations.observe(labels, reply.elapsedTime / 1000)
    done()
  }
  return { registry, observe }
}

const doorFigures = {
  readsInFlight: 'Reads that wait for the database’s answer',
  writesInFlight: 'Connections that a write holds',
  waiting: 'Writes that wait for a connection',
  connections: 'Connections to the database',
  transactions: 'Transactions since the start',
  roundTrips: 'Round trips to the database since the start',
  repeats: 'Transactions repeated after a deadlock or a move',
} as const

function watchDoor(registry: Registry, door: Door): void {
  for (const [figure, help] of Object.entries(doorFigures)) {
    const name = `door_${figure.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(door.stats()[figure as keyof typeof doorFigures])
      },
    })
  }
}
