/** npm run screenshots: every page, light and dark, at a desk and on a phone, into screenshots/. Words in a name choose pages. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { furnish, type Known } from './known.ts'
import { type Place, pages, show } from './pages.ts'
import { startServer } from './server.ts'
import { devices, type Look, schemes, signIn, sizes, stretch, windowOf } from './windows.ts'

const folder = join(import.meta.dirname, '../screenshots')
const words = process.argv.slice(2)
const chosen = pages.filter(({ name }) => words.length === 0 || words.some(word => name.includes(word)))

const server = await startServer()
const browser = await openChromium()
try {
  const known = await furnish(server.url)
  const people = Map.groupBy(chosen, ({ as }) => as)
  for (const device of devices)
    for (const scheme of schemes)
      for (const [as, places] of people) await photograph(browser, { as, places, known, look: { device, scheme } })
} finally {
  await browser.close()
  await server.stop()
}

type Walk = { as: string | null; places: Place[]; known: Known; look: Look }

async function photograph(from: Browser, { as, places, known, look }: Walk): Promise<void> {
  const into = join(folder, `${look.device}-${look.scheme}`)
  mkdirSync(into, { recursive: true })
  const context = await from.newContext({ baseURL: server.url, ...windowOf(look) })
  const page = await context.newPage()
  const { username, password } = known.newcomer
  if (as) await (as === username ? signIn(page, as, password) : signIn(page, as))
  for (const place of places) {
    await page.setViewportSize(sizes[look.device ?? 'desk'])
    try {
      await show(page, place, known)
      await page.waitForLoadState('networkidle')
    } catch (error) {
      process.stderr.write(`${place.name} does not settle: ${(error as Error).message.split('\n', 1)[0]}\n`)
    }
    const path = join(into, `${place.name.replaceAll(' ', '-')}.png`)
    await stretch(page, look.device)
    await page.screenshot({ path })
    process.stdout.write(`${path}\n`)
  }
  await context.close()
}
