/** A count sheet, walked along the shelf with a phone in one hand. */
import { expect, inject } from 'vitest'
import { open } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'

test('Meera counts on a phone through a dead corner of the storeroom, and approves what differs', async ({
  enter,
  forgive,
}) => {
  forgive(/ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to fetch/)
  const meera = await callAs(inject('url'), 'meera')
  const products: { id: number; name: string; sku: string; on_hand?: number }[] = (
    await meera.get('/api/products/?sku__in=QUILT-JAIPUR,SAFFRON-1G&ordering=name')
  ).results
  expect(products).toHaveLength(2)
  const { id } = await meera.post('/api/stock/counts/', { products: products.map(product => product.id) })

  const desk = await enter({ as: 'rohan' })
  await open(desk, `/app/counts/${id}?view=review`)
  const phone = await enter({ as: 'meera', device: 'phone' })
  await open(phone, `/app/counts/${id}`)
  await phone.getByText('0 of 2 counted').waitFor()
  const counted = phone.getByRole('textbox', { name: /^Counted / })
  await counted.fill('7')
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByText('1 of 2 counted').waitFor()
  await desk.getByText('1 of 2 lines are counted.').waitFor()

  await phone.context().setOffline(true)
  await counted.fill('30')
  await phone.getByRole('button', { name: 'One more' }).click()
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone
    .getByText(/wait(s)? to be sent/)
    .first()
    .waitFor()
  await phone.context().setOffline(false)
  await phone.getByText('2 of 2 counted').waitFor()
  await phone
    .getByText(/wait(s)? to be sent/)
    .first()
    .waitFor({ state: 'detached' })

  await phone.getByRole('link', { name: 'Review' }).click()
  await phone.getByRole('button', { name: /^Approve/ }).click()
  await phone.getByText('Posted').first().waitFor()
  const sheet = await meera.get(`/api/stock/counts/${id}/`)
  expect(sheet.lines.map((line: { counted: number }) => line.counted)).toEqual([7, 31])
})
