/**
 * npm run bench:web: what a first view weighs, and how long it takes until twenty rows stand there on a slow machine behind a slow
 * line (processor ÷ 4, 10 Mbit/s, 20 ms), with an empty cache and with a full one.
 */
import type { Browser, Page } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { callAs } from './people.ts'
import { startServer } from './server.ts'
import { total, views, weigh } from './sizes.ts'
import { signIn, windowOf } from './windows.ts'

const rounds = 5
const rows = 20

const server = await startServer()
const browser = await openChromium()
try {
  for (const view of views)
    say(view.name, `${total(weigh(view)).toFixed(1)} KB of JavaScript gzipped (≤ ${view.limitKb})`)
  await fillShelves(server.url)
  const cold: number[] = []
  const warm: number[] = []
  for (let round = 0; round < rounds; round++) {
    const times = await visit(browser, server.url)
    cold.push(times.cold)
    warm.push(times.warm)
  }
  say(
    `${rows} rows of /app/products, empty cache`,
    `${median(cold)} ms (≤ 1500), of ${cold.toSorted(upwards).join(', ')}`,
  )
  say(`${rows} rows of /app/products, again`, `${median(warm)} ms, of ${warm.toSorted(upwards).join(', ')}`)
} finally {
  await browser.close()
  await server.stop()
}

async function fillShelves(url: string): Promise<void> {
  const rohan = await callAs(url, 'rohan')
  for (let i = 1; i <= rows; i++)
    await rohan.post('/api/products/', { name: `Copper Bowl ${i}`, sku: `BOWL-${i}`, price: '349.00', stock: i })
}

async function visit(from: Browser, baseURL: string): Promise<{ cold: number; warm: number }> {
  const context = await from.newContext({ baseURL, ...windowOf({}) })
  const page = await context.newPage()
  await signIn(page, 'meera')
  await slowDown(page)
  await page.addInitScript(noteRows, rows)
  const cold = await timeTo(page)
  const warm = await timeTo(page)
  await context.close()
  return { cold, warm }
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const bytesPerSecond = 10_000_000 / 8
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

async function timeTo(page: Page): Promise<number> {
  await page.goto('/app/products')
  await page.waitForFunction(() => 'rowsAt' in window)
  return page.evaluate(() => Math.round((window as unknown as { rowsAt: number }).rowsAt))
}

/** In the page: the first frame that shows so many rows, in milliseconds since the address was entered. */
function noteRows(wanted: number): void {
  const look = () => {
    if (document.querySelectorAll('tbody tr[data-row]').length < wanted) return requestAnimationFrame(look)
    Object.assign(window, { rowsAt: performance.now() })
  }
  requestAnimationFrame(look)
}

function median(values: readonly number[]): number {
  return values.toSorted(upwards)[Math.floor(values.length / 2)] ?? Number.NaN
}

function upwards(a: number, b: number): number {
  return a - b
}

function say(name: string, figure: string): void {
  process.stdout.write(`${name}: ${figure}\n`)
}
