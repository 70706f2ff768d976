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

test('a menu whose file did not come says so, and opens when its button is pressed again', async ({
  enter,
  forgive,
}) => {
  forgive(/ERR_FAILED|Failed to load resource/)
  const page = await enter({ as: 'meera' })
  const files = '**/assets/{menus,AccountMenu}*.js'
  await page.route(files, route => route.abort())
  await open(page, '/app/orders')
  const button = page.getByRole('button', { name: /Meera Iyer/ })
  await button.click()
  const alert = page.getByRole('alert').filter({ hasText: 'The server cannot be reached' })
  await alert.getByRole('button', { name: 'Try again' }).waitFor()
  await page.unroute(files)
  await button.click()
  await page.getByRole('menuitem', { name: 'Sessions' }).waitFor()
})

test('the filter by reorder points asks whether there is one, and finds those', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  const meera = await callAs(inject('url'), 'meera')
  const { count } = await meera.get('/api/products/?reorder_point__isnull=false')
  await open(page, '/app/products')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByRole('button', { name: 'Has a reorder point' }).click()
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.waitForURL(/reorder_point__isnull=false/)
  await page
    .getByText(new RegExp(`\\bof ${count} shown`))
    .first()
    .waitFor()
})

test('a report on a phone says what its figures are, and of which days', async ({ enter }) => {
  const page = await enter({ as: 'meera', device: 'phone' })
  await open(page, '/app/reports/fill-rate')
  const row = page.getByRole('row', { name: /RED-SAREE/ })
  for (const label of ['Lines', 'Ordered', 'Fill rate']) await row.getByText(label, { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('2020-01-31')
  await page.waitForURL(/to=2020-01-31/)
  await page.getByText('There was nothing in this period.').waitFor()
})

test('a price that the server refuses goes back and says why, and no row moves', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  await open(page, '/app/products?search=saree')
  const row = page.getByRole('row', { name: /RED-SAREE/ })
  const before = await row.boundingBox()
  await row.getByRole('button', { name: /^Price of Red Saree/ }).click()
  // As a person types: a scanner is quicker.
  await page.keyboard.type('1.234567', { delay: 60 })
  await page.keyboard.press('Enter')
  const why = row.getByRole('alert')
  await why.waitFor()
  expect(await row.boundingBox()).toEqual(before)
  expect((await why.boundingBox())?.width).toBeGreaterThan(120)
  await row.getByRole('button', { name: /^Price of Red Saree.*999\.99/ }).waitFor()
})

test('J walks on while it is held down, and however fast it is pressed', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  await open(page, '/app/products')
  const walked = async () =>
    page.locator('[data-row]').evaluateAll(rows => rows.indexOf(document.activeElement as HTMLElement))
  for (let times = 0; times < 3; times++) await page.keyboard.press('j')
  await expect.poll(walked).toBe(2)
  for (let times = 0; times < 4; times++) await page.keyboard.down('j')
  await page.keyboard.up('j')
  await expect.poll(walked).toBe(6)
})

test('the key that decides means the request that the key before has led to', async ({ enter }) => {
  const page = await enter({ as: 'meera' })
  const meera = await callAs(inject('url'), 'meera')
  const { results } = await meera.get('/api/orders/?awaits=me&ordering=created_at')
  const [first, second] = results as { id: number; number: number }[]
  await open(page, '/app/approvals')
  await page.getByRole('article').getByText(`#${first?.number}`).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await page.getByText(`Approving #${second?.number}.`).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('article').getByText(`#${second?.number}`).waitFor()
  expect((await meera.get(`/api/orders/${second?.id}/`)).status).toBe('pending')
})
