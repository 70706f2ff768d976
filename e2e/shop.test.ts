/** What goes wrong while somebody shops: nothing is lost, nothing is ordered twice, and the page says what happened. */
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { open, settle } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'

const url = inject('url')
const shop = '/store/dreamkart'

test('what is sold out meanwhile stays in the cart and is not ordered', async ({ enter }) => {
  const rohan = await callAs(url, 'rohan')
  const rare = await add('Last Peacock Fan', '80.00', 4)
  const plenty = await add('Plain Jute Bag', '25.00', 50)
  const page = await enter({ as: 'rahul', device: 'phone' })
  await fillCart(page, [
    [rare, 3],
    [plenty, 2],
  ])
  await Promise.all([isLive(page), open(page, `${shop}/cart`)])
  await rohan.post('/api/stock/adjust/', { product: rare.id, quantity: -2, reason: 'Sold at the counter' })
  await page.getByText('Only 2 left.').waitFor()
  const order = page.getByRole('button', { name: 'Place order' })
  expect(await order.getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('button', { name: 'Take 2 instead' }).click()
  expect(await order.getAttribute('aria-disabled')).toBe(null)

  await rohan.post('/api/stock/adjust/', { product: rare.id, quantity: -2, reason: 'Sold at the counter' })
  await page.getByText('Sold out meanwhile. It will not be ordered.').waitFor()
  await page.getByText('1 product, 2 units').waitFor()
  await order.click()
  await page.getByText(/Order #\d+ is placed\./).waitFor()
  expect(await page.getByRole('region', { name: 'Products ordered' }).getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining('Plain Jute Bag'),
  ])
  await open(page, `${shop}/cart`)
  expect(await page.getByRole('link', { name: 'Last Peacock Fan' }).count()).toBe(1)
  expect(await page.getByRole('link', { name: 'Plain Jute Bag' }).count()).toBe(0)
})

test('nothing is ordered at a price that was not shown', async ({ enter, forgive }) => {
  forgive(/ERR_FAILED/)
  const rohan = await callAs(url, 'rohan')
  const drum = await add('Dholak Drum', '900.00', 5)
  const page = await enter({ as: 'rahul' })
  await page.route('**/api/auth/ws-ticket/', route => route.abort())
  await fillCart(page, [[drum, 1]])
  await open(page, `${shop}/cart`)
  await rohan.patch(`/api/products/${drum.id}/`, { price: '950.00' })
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByText('Prices have changed a moment ago').waitFor()
  await page.getByText('The price changed from ₹900.00 to ₹950.00.').waitFor()
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByText(/Order #\d+ is placed\./).waitFor()
  await page.getByText('1 × ₹950.00').waitFor()
})

test('an order whose answer is lost is placed once, after a reload too', async ({ enter, forgive }) => {
  forgive(/ERR_CONNECTION_RESET/)
  const mat = await add('Madur Mat', '310.00', 9)
  const page = await enter({ as: 'rahul', device: 'phone' })
  await fillCart(page, [[mat, 4]])
  let asked = 0
  await page.route('**/api/orders/', async route => {
    if (route.request().method() !== 'POST' || ++asked > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await open(page, `${shop}/cart`)
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByText('No answer came.').waitFor()
  await page.reload()
  await page.getByText('No answer came.').waitFor()
  await page.getByRole('button', { name: 'Ask again' }).click()
  await page.getByText(/Order #\d+ is placed\./).waitFor()
  expect((await (await callAs(url, 'rohan')).get(`/api/products/${mat.id}/`)).stock).toBe(5)
})

test('whoever opens an account from the cart comes back to it, and signs out into the shop', async ({ enter }) => {
  const lamp = await add('Paper Lantern', '60.00', 20)
  const page = await enter({ device: 'phone', language: 'de' })
  await fillCart(page, [[lamp, 2]])
  await open(page, `${shop}/cart`)
  await page.getByRole('link', { name: 'Konto eröffnen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Konto bei DreamKart eröffnen' }).waitFor()
  expect(await page.getByRole('radio').count()).toBe(0)
  const submit = page.getByRole('button', { name: 'Konto eröffnen' })
  await submit.click()
  await page.getByLabel('Ihr Benutzername').and(page.locator('[aria-invalid="true"]:focus')).waitFor()
  await page.getByLabel('Ihr Benutzername').fill('anika')
  await page.getByLabel('E-Mail-Adresse').fill('anika@example.com')
  await page.getByLabel('Passwort', { exact: true }).fill('paper-boat-58')
  await submit.click()
  await page.waitForURL(`**${shop}/cart`)
  await page.getByRole('button', { name: 'Bestellen' }).click()
  await page.getByText(/Bestellung Nr\. \d+ ist aufgegeben\./).waitFor()

  await page.getByRole('button', { name: 'Konto von anika' }).click()
  await page.getByRole('link', { name: 'Profil' }).click()
  await page.getByRole('heading', { level: 1, name: 'Profil' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`${shop}/profile`)
  await page.getByRole('button', { name: 'Konto von anika' }).click()
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('link', { name: 'Anmelden' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(shop)
})

test('out of reach of the server a shop keeps its page, and goes on by itself', async ({ enter, forgive }) => {
  forgive(/ERR_INTERNET_DISCONNECTED|Failed to fetch|preload CSS/)
  const page = await enter({ device: 'phone' })
  await page.addInitScript(openForLong)
  await open(page, shop)
  await page.context().setOffline(true)
  await page.getByRole('article').getByRole('link').first().click()
  await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: /^Put 1/ }).waitFor()
})

test('an address that leads nowhere keeps the shop around it', async ({ enter }) => {
  const page = await enter({ as: 'rahul' })
  for (const path of ['/nothing/here', '/product/999999', '/orders/999999']) {
    await page.goto(shop + path)
    await settle(page)
    await page.getByRole('searchbox', { name: 'Search the shop' }).waitFor()
    expect(await page.title()).toMatch(/ · DreamKart$/)
    expect(await page.getByRole('main').getByRole('link').count()).toBe(1)
  }
})

test('a suspended company says so on its own domain, on every page', async ({ enter }) => {
  const body = {
    username: 'farida',
    email: 'farida@example.com',
    password: 'copper-kettle-7',
    store_name: 'Farida Spices',
  }
  const made = await fetch(`${url}/api/auth/register/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { tenant } = (await made.json()) as { tenant: { id: number; domain: string } }
  await (await callAs(url, 'Ria')).post(`/api/companies/${tenant.id}/suspend/`)
  const page = await enter({ device: 'phone' })
  for (const path of ['/', '/login', '/join', '/contact']) {
    await page.goto(`http://${tenant.domain}:${new URL(url).port}${path}`)
    await page.getByRole('heading', { level: 1, name: 'Farida Spices is suspended' }).waitFor()
    expect(await page.locator('form').count()).toBe(0)
  }
})

type Goods = { id: number; name: string; price: string }

async function add(name: string, price: string, stock: number): Promise<Goods> {
  return (await callAs(url, 'rohan')).post('/api/products/', { name, price, stock })
}

/** As if they had been put in by the buttons of their pages. */
async function fillCart(page: Page, wanted: [Goods, number][]): Promise<void> {
  const lines = wanted.map(([{ id, name, price }, quantity]) => ({ id, name, price, quantity }))
  await page.goto('/mark.svg')
  await page.evaluate(
    cart => localStorage.setItem('qm.cart.dreamkart', cart),
    JSON.stringify({ lines, note: '', sent: null }),
  )
}

/** From when on the page hears what changes. */
async function isLive(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket')
  await socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"ready"'))
}

/** A page that has been open for a while suspects an update behind a part that does not arrive. */
function openForLong(): void {
  const now = performance.now.bind(performance)
  performance.now = () => now() + 60_000
}
