/** From a company's first minute to its audit log: what the product is for, told in four windows. */
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { open, settle } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'

const password = 'marigold-garland-42'

test('a company is registered, sells, decides, counts what is left, and can say who did what', async ({ enter }) => {
  const owner = await enter()
  await owner.goto('/register')
  await owner.getByLabel('Company or store name').fill('Marigold Flowers')
  await owner.getByLabel('Your user name').fill('tara')
  await owner.getByLabel('E-mail').fill('tara@marigold.example')
  await owner.getByLabel('Password', { exact: true }).fill(password)
  await owner.getByRole('button', { name: 'Register company' }).click()
  await owner.getByRole('navigation', { name: 'Main' }).waitFor()
  await settle(owner)

  await owner.keyboard.press('g')
  await owner.keyboard.press('p')
  await owner.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  await owner.getByRole('button', { name: 'New product' }).first().click()
  const form = owner.getByRole('dialog', { name: 'New product' })
  await form.getByLabel('Name', { exact: true }).fill('Marigold Garland')
  await form.getByLabel('Price').fill('120')
  await form.getByLabel('Opening stock').fill('10')
  await form.getByLabel('SKU').fill('GARLAND')
  await form.getByRole('button', { name: 'Add product' }).click()
  await owner.getByRole('row', { name: /Marigold Garland/ }).waitFor()

  const tara = await callAs(inject('url'), 'tara', password)
  const company = (await tara.get('/api/auth/me/')).tenant
  await tara.patch(`/api/companies/${company.id}/`, { settings: { order_approval: { sale: 'required' } } })
  const manager = { username: 'devi', password: 'evening-lamp-4711' }
  const devi = await tara.post('/api/users/', { ...manager, email: 'devi@marigold.example', role: 'manager' })
  const customer = { username: 'arun', password: 'river-stone-8812' }
  await tara.post('/api/users/', { ...customer, email: 'arun@marigold.example', role: 'customer' })

  const phone = await enter({ device: 'phone' })
  await signInByForm(phone, customer, `/store/${company.slug}`)
  await phone.getByRole('link', { name: 'Marigold Garland' }).click()
  await phone.getByRole('button', { name: 'More' }).click()
  await phone.getByRole('button', { name: 'Put 2 in the cart' }).click()
  await phone.getByRole('link', { name: 'Open the cart' }).click()
  await phone.getByLabel('Note to the shop').fill('For the temple, by six.')
  await phone.getByRole('button', { name: 'Place order' }).click()
  await phone.getByText(/Order #\d+ is placed\./).waitFor()

  const approver = await enter()
  await signInByForm(approver, manager, '/app/approvals')
  const decision = approver.getByRole('article')
  await decision.getByText('For the temple, by six.').waitFor()
  await approver.keyboard.press('j')
  await approver.keyboard.press('k')
  await approver.keyboard.press('a')
  await approver.getByText(/Approving #\d+\./).waitFor()
  await decision.waitFor({ state: 'detached' })

  const product = (await tara.get('/api/products/?search=GARLAND')).results[0].id
  await open(owner, `/app/products/${product}`)
  await owner.getByText('8', { exact: true }).first().waitFor()
  await tara.post('/api/stock/adjust/', { product, quantity: -3, reason: 'Withered in the heat' })
  await owner.getByText('5', { exact: true }).first().waitFor()

  await open(approver, '/app/products')
  const add = approver.getByRole('button', { name: 'New product' })
  await add.waitFor()
  await approver.evaluate(() => Object.assign(window, { isSamePage: true }))
  await tara.post(`/api/users/${devi.id}/assign_role/`, { role: 'customer' })
  await open(owner, `/app/people?person=${devi.id}`)
  const before = Date.now()
  await owner.getByRole('button', { name: /^Take the role Manager/ }).click()
  await add.waitFor({ state: 'detached' })
  expect(Date.now() - before).toBeLessThan(3_000)
  expect(await approver.evaluate(() => 'isSamePage' in window)).toBe(true)

  await open(owner, '/app/audit')
  const deeds = [
    /product\.created.*tara/,
    /order\.placed.*arun/,
    /order\.approved.*devi/,
    /stock\.adjusted.*tara/,
    /user\.role_removed.*tara/,
  ]
  for (const deed of deeds) await owner.getByRole('row', { name: deed }).first().waitFor()
})

type Account = { username: string; password: string }

async function signInByForm(page: Page, { username, password }: Account, next: string): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`)
  await page.getByLabel('User name or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`**${next}`)
}
