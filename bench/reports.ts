/** How long a company with very many orders waits for its dashboard and its reports: one reader, one request after another. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '../server/platform/config.ts'
import { attachEmbedded } from '../server/platform/embedded.ts'
import { createLog } from '../server/platform/log.ts'
import { openDeployment } from '../server/start.ts'
import { table } from './report.ts'
import { type ReportCompany, seedReports } from './reportOrders.ts'
import { commands, newFolder, root, serve } from './server.ts'

export type ReportPlan = { orders: number; requests: number }

type Reader = ReportCompany & { token: string }
type Delay = { p50: number; p95: number }
type Line = { what: string; year: Delay; month: Delay }

const mostMs = 50

const asked = [
  ['the dashboard', '/api/dashboard/'],
  ['stock value', '/api/reports/stock-value/'],
  ['stock ageing', '/api/reports/stock-ageing/'],
  ['turnover', '/api/reports/turnover/'],
  ['fill rate', '/api/reports/fill-rate/'],
  ['approval lead time', '/api/reports/approval-lead-time/'],
] as const

/** Measures on a folder of its own; answers the section for the recorded figures. */
export async function benchReports({ orders, requests }: ReportPlan): Promise<string> {
  const folder = newFolder()
  try {
    const served = await serve(commands.server, folder, { SEED_DEMO: '0', LOG_LEVEL: 'warn' })
    try {
      const readers = await fill(folder, orders)
      return sectionOf(await measure(served.url, readers, requests), { orders, requests })
    } finally {
      await served.stop()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Puts the section in the place of the one that was recorded before. */
export function recordReports(section: string): void {
  const file = join(root, 'bench/RESULTS.md')
  const [others = ''] = readFileSync(file, 'utf8').split(`\n${heading}`)
  writeFileSync(file, `${others.trimEnd()}\n\n${section}`)
}

const heading = '## Dashboards and reports'

/** Beside the running server, as the command line does it. */
async function fill(dataDir: string, orders: number): Promise<Reader[]> {
  const config = readConfig({ DATA_DIR: dataDir, RATE_LIMITS: 'off', SEED_DEMO: '0' })
  const embedded = await attachEmbedded({ dataDir })
  const deployment = await openDeployment({ config, log: createLog('warn'), embedded: async () => embedded })
  const admin = new pg.Client({ connectionString: embedded.url })
  await admin.connect()
  await admin.query('set search_path = shared')
  const companies = await seedReports(deployment, admin, orders)
  const iat = Math.floor(Date.now() / 1000)
  const readers = companies.map(async company => {
    const { tenantId, userId, sessionId } = company
    const claims = { tenant_id: tenantId, user_id: userId, sid: sessionId, role: 'owner' }
    return { ...company, token: await deployment.tokens.signAccess(claims, iat) }
  })
  const signed = await Promise.all(readers)
  await admin.end()
  await deployment.close()
  return signed
}

async function measure(url: string, readers: readonly Reader[], requests: number): Promise<Line[]> {
  const lines: Line[] = []
  for (const [what, path] of asked) {
    const delays = { year: { p50: 0, p95: 0 }, month: { p50: 0, p95: 0 } }
    for (const reader of readers) delays[reader.span] = await delaysOf(`${url}${path}`, reader.token, requests)
    lines.push({ what, ...delays })
  }
  return lines
}

async function delaysOf(url: string, token: string, requests: number): Promise<Delay> {
  for (let i = 0; i < 10; i++) await ask(url, token)
  const delays: number[] = []
  for (let i = 0; i < requests; i++) delays.push(await ask(url, token))
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

async function ask(url: string, token: string): Promise<number> {
  const began = performance.now()
  const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  const text = await reply.text()
  if (reply.status !== 200) throw new Error(`${url}: ${reply.status} ${text}`)
  return performance.now() - began
}

function sectionOf(lines: readonly Line[], { orders, requests }: ReportPlan): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`
  const isMet = ({ year, month }: Line) => Math.max(year.p50, month.p50) <= mostMs
  const cells = lines.map(line => [
    line.what,
    ...[line.year.p50, line.year.p95, line.month.p50, line.month.p95].map(ms),
    isMet(line) ? 'met' : '**missed**',
  ])
  const head = ['', 'a year, p50', 'p95', 'one month, p50', 'p95', `p50 ≤ ${mostMs} ms`]
  return `${heading}

Over HTTP, ${requests} requests of the owner, one after another, of two companies with ${orders.toLocaleString('en')} orders of 2 lines and 1,000 products
each: one placed them over a year, the other all within a month. The reports are asked as they stand, about the last 30 days.

${table(head, cells)}
`
}
