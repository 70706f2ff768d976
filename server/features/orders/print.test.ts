import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import { currencies } from '../../platform/money.ts'
import { amountsIn, type Confirmation } from './print.ts'
import { pageOf } from './printPage.ts'
import { inKnownSigns, pdfOf } from './printPdf.ts'
import { drawPdf } from './printQueue.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
})
afterAll(() => stage.close())

/** How often the event loop comes round while something is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let [turns, isOver] = [0, false]
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  turn()
  await work()
  isOver = true
  return turns
}

describe('the order on paper', () => {
  it('of a hundred lines is drawn beside the server, which answers others meanwhile', async () => {
    const line = { name: 'Brass Lamp', sku: 'BRASS-LAMP', quantity: '2', unitPrice: '₹1,250.50', total: '₹2,501.00' }
    const lines = Array.from({ length: 100 }, () => line)
    const order: Confirmation = { ...plain, lines }
    const file = await drawPdf(order)
    expect(file.toString('latin1', 0, 5)).toBe('%PDF-')
    const here = await turnsDuring(() => pdfOf(order))
    expect(await turnsDuring(() => drawPdf(order))).toBeGreaterThan(10 * here)
  })

  it('is a page that its customer prints, with the company’s name and its prices', async () => {
    const lamp = await stage.product('rohan', { name: 'Brass Lamp', sku: 'BRASS-LAMP', price: '1250.50' })
    const order = await stage.place('rahul', { product: lamp.id, quantity: 2, note: 'Ring twice.' })
    const { status, headers, text } = await as('rahul').get(`/api/orders/${order.id}/print/`)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    for (const shown of [
      `Order ${order.number}`,
      'DreamKart',
      'Brass Lamp',
      'BRASS-LAMP',
      'Ring twice.',
      '₹1,250.50',
      '₹2,501.00',
    ])
      expect(text).toContain(shown)
  })

  it('needs nothing that the security policy of every answer refuses', async () => {
    const order = await stage.place('rahul', { product: (await stage.product('rohan')).id, quantity: 1 })
    const { headers, text } = await as('rahul').get(`/api/orders/${order.id}/print/`)
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(text).not.toMatch(/<style|<script|style=|\son\w+=|https?:/)
    const [, href = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(text) ?? []
    const style = await stage.world.anonymous.get(href)
    expect([style.status, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
    expect(style.text).toContain('@media print')
  })

  it('is a PDF file as well', async () => {
    const order = await stage.place('rahul', { product: (await stage.product('rohan')).id, quantity: 1 })
    const { status, headers, text } = await as('rahul').get(`/api/orders/${order.id}/pdf/`)
    expect([status, headers['content-type'], text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
    expect(headers['content-disposition']).toBe(`inline; filename="order-${order.number}.pdf"`)
  })

  it('is not there for who may not see the order', async () => {
    const order = await stage.place('priya', { product: (await stage.product('rohan')).id, quantity: 1 })
    for (const paper of ['print', 'pdf'])
      for (const stranger of ['rahul', 'astrid'])
        expect(await as(stranger).get(`/api/orders/${order.id}/${paper}/`)).toMatchObject({
          status: 404,
          body: { detail: 'Not found.' },
        })
  })

  it('bears no costs: a restock is printed without prices, for whomever', async () => {
    const lamp = await stage.product('rohan', { cost: '77.77' })
    const restock = await stage.place('meera', { kind: 'restock', product: lamp.id, quantity: 3 })
    expect(restock.total_price).toBe('233.31')
    const { text } = await as('meera').get(`/api/orders/${restock.id}/print/`)
    expect(text).toContain(`Restock request ${restock.number}`)
    expect(text).not.toMatch(/77\.77|233\.31/)
    expect((await as('meera').get(`/api/orders/${restock.id}/pdf/`)).status).toBe(200)
  })

  it('refuses a parameter that it does not know', async () => {
    const order = await stage.place('rahul', { product: (await stage.product('rohan')).id, quantity: 1 })
    for (const paper of ['print', 'pdf'])
      expect((await as('rahul').get(`/api/orders/${order.id}/${paper}/?size=a5`)).status).toBe(400)
  })
})

const line = { name: 'Red Saree', sku: 'RED', quantity: '1', unitPrice: '₹999.99', total: '₹999.99' }
const plain: Confirmation = {
  company: 'DreamKart',
  customer: 'Rahul',
  title: 'Order 7',
  state: 'approved',
  placedOn: '21 November 2026',
  note: '',
  lines: [line],
  total: '₹999.99',
}

describe('whatever people wrote', () => {
  const hostile = '<script>alert("1")</script> & \'x\''

  it('stays text on the page', () => {
    const page = pageOf({
      ...plain,
      company: hostile,
      customer: hostile,
      note: hostile,
      lines: [{ ...line, name: hostile, sku: hostile }],
    })
    expect(page).not.toMatch(/<script|alert\("/)
    expect(page.match(/&#60;script&#62;alert\(&#34;1&#34;\)/g)).toHaveLength(6)
  })

  it('fits into a PDF file, in any script and at any length', async () => {
    const long = 'ऊन και 毛 ₹ łódź 🧶 '.repeat(12)
    const lines = Array.from({ length: 100 }, () => ({ ...line, name: long, total: '₹999,999,999,999.99' }))
    const file = await pdfOf({ ...plain, note: long.repeat(9), lines })
    expect(file.subarray(-6).toString()).toBe('%%EOF\n')
    expect(file.length).toBeLessThan(400_000)
  })

  it('reads each font once for a PDF file, however much there is to write', async () => {
    const reads = vi.spyOn(fs, 'readFileSync')
    syncBuiltinESMExports()
    await pdfOf({ ...plain, lines: Array.from({ length: 100 }, () => line) })
    const fonts = reads.mock.calls.filter(([path]) => String(path).endsWith('.ttf'))
    reads.mockRestore()
    syncBuiltinESMExports()
    expect(fonts).toHaveLength(2)
  })

  it('can be read in a PDF file whose font does not know its script', () => {
    const isLatin = (sign: string) => /[\p{Script=Latin}\x20-\x7e₹]/u.test(sign)
    const written = (text: string) => inKnownSigns(text, isLatin)
    expect(written('लाल कुर्ता ₹5')).toBe('lal kurta ₹5')
    expect(written('шерсть, łódź')).toBe("sherst', łódź")
    expect(written('毛 \u{10FFFD}')).toBe('Mao ?')
  })

  it('is priced in a currency that the font can write', async () => {
    const amounts = currencies.map(currency => amountsIn(currency)('1'))
    expect([...new Set(amounts.join(''))].filter(sign => sign > '~').toSorted()).toEqual([...'£¥₩₫€₱₹'].toSorted())
  })
})
