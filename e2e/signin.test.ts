/** Who is signed in, in which window, and until when. */
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { open } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'

const url = inject('url')

test('whoever was given a password chooses another before anything else', async ({ enter }) => {
  const rohan = await callAs(url, 'rohan')
  const made = await rohan.post('/api/users/', { username: 'ishani', email: 'ishani@dreamkart.com', role: 'staff' })
  const page = await enter()
  await page.goto('/login')
  await page.getByLabel('User name or e-mail').fill('ishani')
  await page.getByLabel('Password', { exact: true }).fill(made.initial_password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Choose your own password' }).waitFor()

  await page.goto('/app/products')
  await page.getByRole('heading', { name: 'Choose your own password' }).waitFor()
  await page.getByLabel('Password you were given').fill(made.initial_password)
  await page.getByLabel('Your own password').fill('monsoon-window-618')
  await page.getByRole('button', { name: 'Set password and go on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()

  await expect(callAs(url, 'ishani', made.initial_password)).rejects.toThrow(/401/)
  await callAs(url, 'ishani', 'monsoon-window-618')
})

test('signing out in one tab signs out the other', async ({ enter }) => {
  const [first, second] = await twoTabs(enter)
  await first.getByRole('button', { name: /Priya Nair/, expanded: false }).click()
  await first.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const page of [first, second]) await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await second.goto('/app/products')
  await second.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
})

test('two tabs that reload at once both stay signed in', async ({ enter }) => {
  const tabs = await twoTabs(enter)
  for (let round = 0; round < 3; round++) {
    await Promise.all(tabs.map(tab => tab.reload()))
    for (const tab of tabs) await tab.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  }
})

test('a lost connection is said, and repaired by itself', async ({ enter, forgive }) => {
  forgive(/ERR_INTERNET_DISCONNECTED|WebSocket connection|ERR_NETWORK|Failed to fetch/)
  const page = await enter({ as: 'meera' })
  await page.addInitScript(keepSockets)
  await open(page, '/app/products')
  await page.waitForFunction(() => (window as unknown as { sockets: WebSocket[] }).sockets.length > 0)
  await page.context().setOffline(true)
  await page.evaluate(() => {
    for (const socket of (window as unknown as { sockets: WebSocket[] }).sockets) socket.close()
  })
  const lost = page.getByText(/No connection since/).first()
  await lost.waitFor()
  await page.getByRole('row').nth(1).waitFor()
  await page.context().setOffline(false)
  await lost.waitFor({ state: 'detached' })

  const meera = await callAs(url, 'meera')
  const { id } = (await meera.get('/api/products/?search=DIYA-BRASS-6')).results[0]
  await open(page, `/app/products/${id}`)
  await meera.patch(`/api/products/${id}/`, { price: '611.00' })
  await page.getByText(/611/).first().waitFor()
})

async function twoTabs(enter: (visitor: { as: string }) => Promise<Page>): Promise<[Page, Page]> {
  const first = await enter({ as: 'priya' })
  const second = await first.context().newPage()
  await Promise.all([open(first, '/app/products'), open(second, '/app/products')])
  return [first, second]
}

/** Chromium's "offline" leaves open sockets alone, so a story closes them itself. */
function keepSockets(): void {
  const sockets: WebSocket[] = []
  const Plain = window.WebSocket
  Object.assign(window, {
    sockets,
    WebSocket: class extends Plain {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        sockets.push(this)
      }
    },
  })
}
