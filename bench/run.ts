/**
 * npm run bench: the product against pgbench, side by side on one machine; then the dashboard and the reports, which
 * `--reports` measures alone. `--quick` is a smoke run that records nothing; `--data <folder>` keeps the filled database there, and uses it the next time.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/platform/config.ts'
import { attachEmbedded } from '../server/platform/embedded.ts'
import { createLog } from '../server/platform/log.ts'
import { openDeployment } from '../server/start.ts'
import { newCapture } from './capture.ts'
import { assertAnswered, findLoadTool, type Load, type LoadTool } from './http.ts'
import { buyers, type Race, race, units } from './oversell.ts'
import { findPgbench, type Pgbench } from './pgbench.ts'
import { factsText, figureOf, median, type Row, ratios, ratioText, type Series, tableOf } from './report.ts'
import { benchReports, recordReports } from './reports.ts'
import { seed } from './seed.ts'
import { commands, newFolder, root, type Served, serve } from './server.ts'
import { measureStarts, type Starts } from './startup.ts'
import { benchVerbs } from './verbs.ts'
import { prepare, type Workloads } from './workloads.ts'

const whole = {
  sizes: { companies: 1_000, products: 100, large: 10_000, huge: 1_000_000 },
  rounds: 5,
  seconds: 4,
  starts: 3,
}
const quick = { sizes: { companies: 50, products: 100, large: 1_000, huge: 20_000 }, rounds: 2, seconds: 1, starts: 1 }

/** In the order of measuring. */
const asked = ['get', 'list', 'listLarge', 'listHuge', 'search', 'order'] as const

const preface = `# Figures

Written by \`npm run bench\`. Each HTTP figure stands beside what \`pgbench -M prepared -c 16 -j 2\` does in the same round with the
bare statements: as a superuser, past row level security, without entering a company and without asking who calls. The
product does both for every request, in the same transaction. A ratio is the median of the rounds' ratios.

The search repeats its prefixes, so its hits have been counted before (decision 0005): the first search for a prefix, and the first after a
product has changed, count up to 10,000 hits anew; when every search did, it took about 14 × get one.
`

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    reports: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
})
const plan = options.quick ? quick : whole

const folder = options.data === undefined ? newFolder() : resolve(options.data)
mkdirSync(folder, { recursive: true })
chmodSync(folder, 0o711)
try {
  if (!options.reports) await benchmark(folder)
} finally {
  if (options.data === undefined) rmSync(folder, { recursive: true })
}
say('the dashboard and the reports')
const section = await benchReports(options.quick ? { orders: 2_000, requests: 10 } : { orders: 100_000, requests: 100 })
process.stdout.write(`\n${section}`)
if (!options.quick) recordReports(section)

async function benchmark(dataDir: string): Promise<void> {
  say('starts')
  const starts = await measureStarts(plan.starts)
  const served = await serve(commands.server, dataDir, { SEED_DEMO: '0', LOG_LEVEL: 'warn' })
  try {
    const { workloads, admin, ownerUrl } = await fill(dataDir)
    const tools = { load: findLoadTool(), pgbench: findPgbench(ownerUrl) }
    if (!tools.pgbench) say('pgbench is not installed: figures without ratios')
    const residentMb = warmUp(served, workloads, tools.load)
    const rounds = await measure(served, workloads, { ...tools, admin })
    say('what people do')
    const verbs = await benchVerbs(served.url, workloads, options.quick ? 2 : undefined)
    const { rows } = await admin.query('show server_version')
    await admin.end()
    const rowsOfTable = [...rowsOf(rounds), ...rowsOfProcess(starts, residentMb)]
    report(rowsOfTable, {
      postgres: rows[0].server_version,
      load: tools.load.name,
      pgbench: tools.pgbench?.name ?? 'no pgbench',
      verbs,
    })
  } finally {
    await served.stop()
  }
}

/** Beside the running server, as the command line does it. */
async function fill(dataDir: string) {
  const capture = newCapture()
  const config = readConfig({ DATA_DIR: dataDir, RATE_LIMITS: 'off', SEED_DEMO: '0' })
  const embedded = await attachEmbedded({ dataDir })
  const deployment = await openDeployment({
    config,
    log: createLog('warn'),
    embedded: async () => embedded,
    onStatement: capture.onStatement,
  })
  const admin = new pg.Client({ connectionString: embedded.url })
  // Its database ends with the server, when a round fails: that error is the one to read.
  admin.on('error', () => {})
  await admin.connect()
  await admin.query('set search_path = shared')
  say('filling the database')
  const companies = await seed(deployment, admin, plan.sizes)
  const app = await buildApp(deployment)
  const workloads = await prepare({ companies, tokens: deployment.tokens, capture, app })
  await app.close()
  await deployment.close()
  return { workloads, admin, ownerUrl: embedded.url }
}

/** Ten thousand requests, and what the server then weighs. */
function warmUp({ url, residentMb }: Served, { get, list, order }: Workloads, tool: LoadTool): number {
  say('warming up')
  let answered = 0
  while (answered < 10_000) for (const { calls } of [get, list, order]) answered += tool.put(url, calls, 1).answered
  return residentMb()
}

type Tools = { load: LoadTool; pgbench: Pgbench | null; admin: pg.Client }
type Round = { http: Record<Asked, Load>; bare: Partial<Record<Asked, number>>; race: Race }
type Asked = (typeof asked)[number]

async function measure(served: Served, workloads: Workloads, tools: Tools): Promise<Round[]> {
  const rounds: Round[] = []
  for (let i = 1; i <= plan.rounds; i++) {
    say(`round ${i} of ${plan.rounds}`)
    rounds.push(await measureOnce(served, workloads, tools))
  }
  return rounds
}

async function measureOnce({ url }: Served, workloads: Workloads, { load, pgbench, admin }: Tools): Promise<Round> {
  const round: Round = { http: {} as Round['http'], bare: {}, race: await race(url, admin, workloads) }
  for (const what of asked) {
    const { calls, script } = workloads[what]
    if (script && pgbench) round.bare[what] = pgbench.run(script, plan.seconds)
    round.http[what] = load.put(url, calls, plan.seconds)
    assertAnswered(what, round.http[what])
  }
  return round
}

function rowsOf(rounds: readonly Round[]): Row[] {
  const http = (what: Asked): Series => rounds.map(round => round.http[what].perSecond)
  const hasBare = rounds.every(({ bare }) => bare.get !== undefined)
  const against = (what: Asked, name: string, statements: string, least: number): Row[] => {
    const goal = `≥ ${least.toFixed(2)} of pgbench`
    const figures = { what: name, ...figureOf(http(what), '/s') }
    if (!hasBare) return [{ ...figures, ratio: '', goal, isMet: null }]
    const bare = rounds.map(round => round.bare[what] as number)
    const parts = ratios(http(what), bare)
    return [
      { ...figures, ratio: ratioText(parts), goal, isMet: median(parts) >= least },
      { what: `— pgbench: ${statements}`, ...figureOf(bare, '/s'), ratio: '', goal: '', isMet: null },
    ]
  }
  const flat = (what: Asked, name: string): Row => {
    const parts = ratios(http(what), http('list'))
    const goal = '≥ 0.90 of the list of 100'
    return { what: name, ...figureOf(http(what), '/s'), ratio: ratioText(parts), goal, isMet: median(parts) >= 0.9 }
  }
  const times = ratios(http('get'), http('search'))
  return [
    ...against('get', 'get one product', 'the one statement', 0.3),
    ...against('list', 'list 20 products of 100', 'rows and count', 0.3),
    flat('listLarge', 'list 20 of the large company'),
    flat('listHuge', 'list 20 of the huge company'),
    ...against('order', 'place an order of 2 lines', 'the same statements, BEGIN to COMMIT', 0.6),
    {
      what: 'search a prefix in the huge company',
      ...figureOf(http('search'), '/s'),
      ratio: ratioText(times),
      goal: '≤ 10 × the time of get one',
      isMet: median(times) <= 10,
    },
    raceRow(rounds.map(round => round.race)),
  ]
}

function raceRow(races: readonly Race[]): Row {
  const isFair = races.every(one => one.sold === units && one.failed === 0 && one.deadlocks === 0)
  const worst = races.find(one => one.sold !== units || one.failed > 0 || one.deadlocks > 0) ?? (races[0] as Race)
  return {
    what: `${buyers} parallel orders for ${units} units`,
    ...figureOf(
      races.map(one => one.ms),
      ' ms',
    ),
    ratio: `${worst.sold} sold, ${worst.refused} × 409, ${worst.failed} failed, ${worst.deadlocks} deadlocks`,
    goal: `exactly ${units} sold, no 5xx, no deadlock`,
    isMet: isFair,
  }
}

function rowsOfProcess({ emptyMs, filledMs }: Starts, residentMb: number): Row[] {
  const row = (what: string, series: Series, unit: string, most: number): Row => {
    return { what, ...figureOf(series, unit), ratio: '', goal: `≤ ${most}${unit}`, isMet: median(series) <= most }
  }
  return [
    row('memory of the server after 10,000 requests', [residentMb], ' MB', 200),
    row('npm start, empty folder, with the demo world', emptyMs, ' ms', 5_000),
    row('npm start, filled folder', filledMs, ' ms', 2_000),
  ]
}

type Reported = { postgres: string; load: string; pgbench: string; verbs: string }

function report(rows: readonly Row[], { verbs, ...versions }: Reported): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const facts = factsText({ ...versions, ...plan, commit })
  const figures = `${facts}\n\n${tableOf(rows)}\n\n${verbs}`
  process.stdout.write(`\n${figures}`)
  if (!options.quick) writeFileSync(join(root, 'bench/RESULTS.md'), `${preface}\n${figures}`)
}

function say(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`)
}
