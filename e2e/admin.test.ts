import { expect, inject } from 'vitest'
import type { Model } from '../server/features/admin/contract.ts'
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
  for (const { name, label, company_scoped, detail_path } of models) {
    await open(page, `/admin/models/${name}${company_scoped ? `?company=${dreamkart}` : ''}`)
    if ((await page.getByRole('heading', { level: 1 }).textContent()) !== label) wrong.push(`${name} is not named`)
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
