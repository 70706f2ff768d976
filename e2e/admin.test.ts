import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import type { Model } from '../server/features/admin/contract.ts'
import texts from '../web/src/features/admin/en.json' with { type: 'json' }
import { assertFine, sidewaysOf } from './look.ts'
import { open, settle } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'

test('Ria browses every model that there is, and a record of each that has a page', async ({ enter }) => {
  const ria = await callAs(inject('url'), 'Ria')
  const models: Model[] = (await ria.get('/api/admin/models/')).results
  const companies: { id: number; name: string }[] = (await ria.get('/api/companies/')).results
  const dreamkart = companies.find(({ name }) => name === 'DreamKart')?.id
  expect(models.length).toBeGreaterThan(25)
  const page = await enter({ as: 'Ria' })
  const wrong: string[] = []
  for (const { name, company_scoped, detail_path } of models) {
    await open(page, `/admin/models/${name}${company_scoped ? `?company=${dreamkart}` : ''}`)
    const called = await page.getByRole('heading', { level: 1 }).textContent()
    if (called !== (texts.model as Record<string, { many: string }>)[name]?.many) wrong.push(`${name} is not named`)
    if (await page.getByRole('alert').count())
      wrong.push(`${name}: ${await page.getByRole('alert').first().textContent()}`)
    if ((await sidewaysOf(page)) > 0) wrong.push(`${name} scrolls sideways`)
    const record = page.getByRole('table').getByRole('rowheader').getByRole('link').first()
    if (!detail_path || (await record.count()) === 0) continue
    await record.click()
    await page.waitForURL(new RegExp(`/admin/models/${name}/[^?]+`))
    await settle(page)
    const heading = await page.getByRole('heading', { level: 1 }).textContent()
    if (!heading || heading === 'There is nothing at this address') wrong.push(`${name}: its record has no page`)
    if (await page.getByRole('alert').count()) wrong.push(`a record of ${name} shows an error`)
    if ((await sidewaysOf(page)) > 0) wrong.push(`a record of ${name} scrolls sideways`)
  }
  assertFine(wrong)
})

const known = inject('known')

test('a record that somebody else changed meanwhile is not overwritten, and what one typed is not lost', async ({
  enter,
}) => {
  const meera = await callAs(inject('url'), 'meera')
  const product = await meera.post('/api/products/', { name: 'Jute Mat', price: '450.00', sku: 'JUTE-MAT' })
  const page = await enter({ as: 'Ria' })
  await open(page, `/admin/models/products/${product.id}?company=${known.company}`)
  await page.getByLabel('Price').fill('480')
  await page.getByLabel('Barcode').fill('8901000099995')
  await meera.patch(`/api/products/${product.id}/`, { price: '425.00', description: 'Hand-woven.' })
  await page.getByRole('button', { name: 'Save' }).click()

  const told = page.getByRole('alert')
  await told.getByText(/Meera changed this|meera changed this/).waitFor()
  expect(await page.getByLabel('Price').inputValue()).toBe('480')
  expect((await meera.get(`/api/products/${product.id}/`)).price).toBe('425.00')

  await told.getByRole('button', { name: 'Load what is there now' }).click()
  await page.getByText('You typed: 480').waitFor()
  expect(await page.getByLabel('Price').inputValue()).toBe('425.00')
  expect(await page.getByLabel('Description').inputValue()).toBe('Hand-woven.')
  expect(await page.getByLabel('Barcode').inputValue()).toBe('8901000099995')

  await page.getByRole('button', { name: 'Use mine' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Jute Mat saved.').waitFor()
  expect(await meera.get(`/api/products/${product.id}/`)).toMatchObject({
    price: '480.00',
    barcode: '8901000099995',
    description: 'Hand-woven.',
  })
})

test('a change of what the form does not show is no conflict', async ({ enter }) => {
  const page = await enter({ as: 'Ria' })
  const rohan = await callAs(inject('url'), 'rohan')
  await open(page, `/admin/models/companies/${known.company}`)
  await page.getByLabel('Release held units after hours').fill('96')
  await rohan.post('/api/roles/', { name: 'Window dresser' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('DreamKart saved.').waitFor()
  const { settings } = await rohan.get(`/api/companies/${known.company}/`)
  expect(settings.hold_hours).toBe(96)
  await rohan.patch(`/api/companies/${known.company}/`, { settings: { hold_hours: null } })
})

test('somebody is given a role by its name, out of those they lack, and shown what applies to them alone', async ({
  enter,
}) => {
  const page = await enter({ as: 'Ria' })
  await open(page, `/admin/models/users/${known.person}?company=${known.company}`)
  for (const name of ['Approve', 'Unlock']) expect(await page.getByRole('button', { name }).count()).toBe(0)
  await act(page, 'Give a role')
  const dialog = page.getByRole('dialog', { name: 'Another role for priya' })
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /Manager/ }).waitFor()
  expect(await page.getByRole('option', { name: /^Staff/ }).count()).toBe(0)
  await page.getByRole('option', { name: /Manager/ }).click()
  await dialog.getByRole('button', { name: 'Give role' }).click()
  await page.getByText('priya has one more role.').waitFor()
  const ria = await callAs(inject('url'), 'Ria')
  const { roles } = await ria.get(`/api/users/${known.person}/`)
  expect(roles.map(({ name }: { name: string }) => name).sort()).toEqual(['manager', 'staff'])

  await settle(page)
  await act(page, 'Take a role away')
  const taking = page.getByRole('dialog', { name: 'Take a role from priya' })
  await taking.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /Manager/ }).click()
  await taking.getByRole('button', { name: 'Take role away' }).click()
  await page.getByText('priya has one role less.').waitFor()
})

test('who asks to come in is let in from the list, and who is locked out can be let try again', async ({ enter }) => {
  const url = inject('url')
  const body = {
    username: 'leena',
    email: 'leena@example.com',
    password: 'lantern-7-window',
    store_name: 'DreamKart',
    role: 'staff',
  }
  await fetch(`${url}/api/auth/register/`, { method: 'POST', headers: json, body: JSON.stringify(body) })
  const page = await enter({ as: 'Ria' })
  await open(page, `/admin/users?company=${known.company}&status=pending_approval`)
  await page.getByRole('button', { name: 'Approve: leena' }).click()
  await page.getByText('leena can sign in now.').waitFor()

  const wrong = JSON.stringify({ username: 'leena', password: 'not-the-one-9' })
  for (let tries = 0; tries < 5; tries++)
    await fetch(`${url}/api/auth/login/`, { method: 'POST', headers: json, body: wrong })
  await open(page, '/admin/users?search=leena')
  await page.getByRole('rowheader').getByRole('link', { name: 'leena' }).click()
  await page.getByRole('button', { name: 'Unlock' }).click()
  await page.getByText('leena can try to sign in again.').waitFor()
  await page.getByRole('button', { name: 'Unlock' }).waitFor({ state: 'detached' })
})

test('an operator finds a company’s mail, reads why it has not left, and has it sent again', async ({ enter }) => {
  const page = await enter({ as: 'Ria' })
  await open(page, '/admin/outbox')
  await page
    .getByRole('navigation', { name: 'Mail that has not left, by company' })
    .getByRole('button', { name: /DreamKart/ })
    .click()
  await page.waitForURL(new RegExp(`company=${known.company}`))
  await page.getByPlaceholder('Recipient or subject').fill('nandini@')
  await page.waitForURL(/search=nandini/)
  await settle(page)
  await page.getByRole('rowheader').getByRole('button').first().click()
  const mail = page.getByRole('dialog')
  await mail.getByText('There was no mail server').waitFor()
  await mail.getByText('nandini@dreamkart.com').first().waitFor()
  await mail.getByRole('button', { name: 'Send again' }).click()
  await page.getByText(/is on its way again/).waitFor()
})

test('a company is made with its owner, whose password is shown once', async ({ enter }) => {
  const page = await enter({ as: 'Ria' })
  await open(page, '/admin/companies?new=1')
  const form = page.getByRole('dialog', { name: 'New company' })
  await form.getByLabel('Name', { exact: true }).first().fill('Brass and Bell')
  await form.getByLabel('E-mail').fill('not an address')
  await form.getByRole('button', { name: 'New company' }).click()
  await form
    .getByText(/needed|required/i)
    .first()
    .waitFor()
  await form.getByLabel('Login name').fill('bela')
  await form.getByLabel('E-mail').fill('bela@example.com')
  await form.getByRole('button', { name: 'New company' }).click()
  await form.getByText('This password of bela is shown once.').waitFor()
  await form.getByRole('button', { name: 'I have handed it on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Brass and Bell' }).waitFor()
  await page
    .getByRole('link', { name: /^Users/ })
    .last()
    .click()
  await page.getByRole('rowheader').getByRole('link', { name: 'bela' }).waitFor()
})

test('everything is found by keyboard: a place by its letter, a company and a kind of record by the palette', async ({
  enter,
}) => {
  const page = await enter({ as: 'Ria' })
  await open(page, '/admin')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await page.getByRole('heading', { level: 1, name: 'Mail outbox' }).waitFor()
  await page.keyboard.press('Control+k')
  const palette = page.getByPlaceholder('A company, a person')
  await palette.fill('nordl')
  await page
    .getByRole('option', { name: /Nordlicht Handel/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Nordlicht Handel' }).waitFor()
  await page.keyboard.press('Control+k')
  await palette.fill('Stock moves')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Stock moves' }).waitFor()
})

const json = { 'content-type': 'application/json' }

/** By its button, or in the menu where there are many. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).last().click()
  await page.getByRole('menuitem', { name }).click()
}
