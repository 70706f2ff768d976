/** What the server refuses is said at the field that it is about. */
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { open } from './pages.ts'
import { test } from './visit.ts'

test('a product is refused field by field', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  await open(page, '/app/products?new=1')
  const form = page.getByRole('dialog', { name: 'New product' })
  await form.getByLabel('SKU').fill('RED-SAREE')
  await form.getByLabel('Barcode').fill('8901000000028')
  await form.getByLabel('Price').fill('-1')
  await form.getByRole('button', { name: 'Add product' }).click()
  await refusedAt(form.getByLabel('Name', { exact: true }), /./)
  await refusedAt(form.getByLabel('Price'), /./)

  await form.getByLabel('Name', { exact: true }).fill('Another red saree')
  await form.getByLabel('Price').fill('10')
  await form.getByRole('button', { name: 'Add product' }).click()
  await refusedAt(form.getByLabel('SKU'), /Another product has this SKU/)
  expect(await form.getByLabel('Name', { exact: true }).inputValue()).toBe('Another red saree')
})

test('a registration is refused field by field', async ({ enter }) => {
  const page = await enter()
  await page.goto('/register')
  const submit = page.getByRole('button', { name: 'Register company' })
  await submit.click()
  for (const label of ['Company or store name', 'Your user name']) await refusedAt(page.getByLabel(label), /needed/)
  await refusedAt(page.getByLabel('E-mail'), /not an e-mail address/)
  await refusedAt(page.getByLabel('Password', { exact: true }), /./)

  await page.getByLabel('Company or store name').fill('dreamkart')
  await page.getByLabel('Your user name').fill('meera')
  await page.getByLabel('E-mail').fill('nobody')
  await page.getByLabel('Password', { exact: true }).fill('password1')
  await submit.click()
  await refusedAt(page.getByLabel('E-mail'), /not an e-mail address/)
  await page.getByLabel('E-mail').fill('somebody@example.com')
  await page.getByLabel('Password', { exact: true }).fill('lantern-in-the-window-7')
  await submit.click()
  await refusedAt(page.getByLabel('Company or store name'), /registered already/)
  await page.getByLabel('Company or store name').fill('Lantern House')
  await submit.click()
  await refusedAt(page.getByLabel('Your user name'), /is taken/)
})

/** Said beside the field, and to those who hear the page. */
async function refusedAt(field: Locator, words: RegExp): Promise<void> {
  await field.and(field.page().locator('[aria-invalid="true"]')).waitFor()
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean)
  const texts = await Promise.all(ids.map(id => field.page().locator(`[id="${id}"]`).textContent()))
  expect(texts.join(' ')).toMatch(words)
}
