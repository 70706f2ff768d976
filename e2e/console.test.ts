/** What makes the console quick: keys, the palette, undo, and a language of one's own. */
import { expect, inject } from 'vitest'
import { open, settle } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'

test('the palette opens the first that it finds, and an order by its number', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  await open(page, '/app')
  const palette = page.getByRole('dialog', { name: 'Find or do' })
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('jaipur quilt')
  await palette.getByRole('option', { name: /QUILT-JAIPUR/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Jaipur Quilt' }).waitFor()
  await settle(page)

  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('#4')
  await palette.getByRole('option', { name: /^#4 / }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /#4$/ }).waitFor()
})

test('what was adjusted is taken back by a key, and the ledger has both', async ({ enter }) => {
  const meera = await callAs(inject('url'), 'meera')
  const product = (await meera.get('/api/products/?search=TRAY-SHEESHAM')).results[0]
  const page = await enter({ as: 'meera' })
  await open(page, `/app/stock?do=adjust&product=${product.id}`)
  const form = page.getByRole('dialog', { name: 'Adjust stock' })
  await form.getByLabel('How many more').fill('3')
  await form.getByLabel('Reason').fill('Behind the shelf')
  await form.getByRole('button', { name: 'Add 3' }).click()
  await page.getByText(`now ${product.on_hand + 3} on hand`).waitFor()
  await page.keyboard.press('u')
  await page.getByText(/^Taken back/).waitFor()
  const moves = (await meera.get(`/api/stock/moves/?product=${product.id}&ordering=-id&page_size=2`)).results
  expect(moves.map(({ change }: { change: number }) => change)).toEqual([-3, 3])
})

test('lamps and rice are not added up', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  const meera = await callAs(inject('url'), 'meera')
  const order = await meera.post('/api/orders/', {
    items: [
      { sku: 'RICE-BASMATI', qty: 1.5 },
      { sku: 'DIYA-BRASS-6', qty: 1 },
    ],
  })
  await open(page, `/app/orders/${order.id}`)
  await page.getByRole('button', { name: 'Fulfil 2 lines' }).waitFor()
})

test('a German reader is refused in German, at the field', async ({ enter }) => {
  const page = await enter({ as: 'rohan', language: 'de' })
  await open(page, '/app/products?new=1')
  const form = page.getByRole('dialog', { name: 'Neues Produkt' })
  await form.getByLabel('Name', { exact: true }).fill('Noch ein roter Sari')
  await form.getByLabel('Preis', { exact: true }).fill('10')
  await form.getByLabel('Artikelnummer').fill('RED-SAREE')
  await page.keyboard.press('Control+Enter')
  await form.getByText('Ein anderes Produkt hat diese Artikelnummer.').waitFor()

  await open(page, '/app/people?new=1')
  const person = page.getByRole('dialog', { name: 'Person hinzufügen' })
  await person.getByLabel('Anmeldename').fill('meera')
  await person.getByLabel('E-Mail').fill('meera.zwei@dreamkart.com')
  await person.getByRole('button', { name: 'Person hinzufügen' }).click()
  await person.getByText('Dieser Name ist vergeben. Wählen Sie einen anderen.').waitFor()

  await open(page, '/app/notifications')
  await page
    .getByText(/Nachschubanfrage #\d+ von .+ wartet auf Ihre Entscheidung/)
    .first()
    .waitFor()
})

test('a console whose files did not come says so, and is there when one tries again', async ({ enter, forgive }) => {
  forgive(/ERR_FAILED|Failed to fetch|Failed to load resource/)
  const page = await enter({ as: 'meera' })
  const files = '**/assets/console*.js'
  await page.route(files, route => route.abort())
  await page.goto('/app/products')
  await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor()
  await page.unroute(files)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  await settle(page)
})
