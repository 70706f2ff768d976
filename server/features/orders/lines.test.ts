import { describe, expect, it } from 'vitest'
import { Invalid } from '../../platform/errors.ts'
import { type CurrentLine, isSameLines, readChangedLines, readLines, type WantedLine } from './lines.ts'

describe('the lines of a new order', () => {
  it.each([
    ['items with product_id and qty', { items: [{ product_id: 7, qty: 2 }] }, [[7, 2]]],
    ['items with product and quantity', { items: [{ product: 7, quantity: 0.5 }] }, [[7, 0.5]]],
    ['items by SKU, whatever their case', { items: [{ sku: ' Red-Saree ', quantity: 1 }] }, [['red-saree', 1]]],
    ['one product at the top', { product: 7, quantity: 2 }, [[7, 2]]],
    ['one product_id at the top', { product_id: 7, qty: 2 }, [[7, 2]]],
    ['a product said twice alike', { items: [{ product: 7, product_id: 7, quantity: 2, qty: 2 }] }, [[7, 2]]],
    [
      'a product in two lines',
      {
        items: [
          { product: 7, qty: 2 },
          { product: 7, qty: 3 },
        ],
      },
      [
        [7, 2],
        [7, 3],
      ],
    ],
  ])('are read from %s', (_form, body, lines) => {
    expect(said(readLines(body))).toEqual(lines)
  })

  it.each([
    ['both forms at once', { items: [{ product: 7, qty: 2 }], product: 7 }, { items: [expect.any(String)] }],
    ['neither form', {}, { items: ['This field is required.'] }],
    [
      'no product',
      { items: [{ product_id: 7, qty: 1 }, { qty: 1 }] },
      { items: [{}, { product_id: ['This field is required.'] }] },
    ],
    ['no quantity', { items: [{ product_id: 7 }] }, { items: [{ qty: ['This field is required.'] }] }],
    ['no quantity at the top', { product: 7 }, { quantity: ['This field is required.'] }],
    ['no product at the top', { quantity: 7 }, { product: ['This field is required.'] }],
    [
      'two products in a line',
      { items: [{ product: 7, product_id: 8, qty: 1 }] },
      { items: [{ product_id: [expect.any(String)] }] },
    ],
    ['a product and a SKU', { items: [{ product: 7, sku: 'X', qty: 1 }] }, { items: [{ sku: [expect.any(String)] }] }],
    [
      'two quantities in a line',
      { items: [{ product: 7, quantity: 2, qty: 1 }] },
      { items: [{ qty: [expect.any(String)] }] },
    ],
  ])('are refused with %s, by field', (_form, body, fields) => {
    expect(refusedFields(() => readLines(body))).toEqual(fields)
  })
})

describe('the lines of a changed order', () => {
  const saree: CurrentLine = { id: 1, product_id: 7, sku: 'RED-SAREE', quantity_milli: 2000 }
  const lamp: CurrentLine = { id: 2, product_id: 8, sku: 'LAMP', quantity_milli: 1000 }
  const answered = (line: CurrentLine) => ({
    id: line.id,
    product: line.product_id,
    product_id: line.product_id,
    sku: line.sku,
    quantity: line.quantity_milli / 1000,
    qty: line.quantity_milli / 1000,
  })
  const sarees = { ...answered(saree), id: undefined, sku: undefined }

  it.each([
    [
      'the whole answer, changed in one of its two quantities',
      { ...sarees, items: [{ ...answered(saree), qty: 5 }] },
      [[7, 5]],
    ],
    ['the whole answer, changed at the top', { ...sarees, quantity: 4, items: [answered(saree)] }, [[7, 4]]],
    ['the whole answer, changed in its product', { ...sarees, items: [{ ...answered(saree), product: 9 }] }, [[9, 2]]],
    ['the quantity alone', { quantity: 3 }, [[7, 3]]],
    ['the line and its quantity', { items: [{ id: 1, qty: 3 }] }, [[7, 3]]],
    [
      'new lines',
      { items: [{ product_id: 9, qty: 3 }, { id: 1 }] },
      [
        [9, 3],
        [7, 2],
      ],
    ],
  ])('are read from %s', (_form, body, lines) => {
    expect(said(readChangedLines(body, [saree]))).toEqual(lines)
  })

  it('are untouched by a body that says nothing of them', () => {
    expect(readChangedLines({ note: 'Soon, please' }, [saree, lamp])).toBeNull()
  })

  it('are the same when the answer is sent back', () => {
    expect(
      isSameLines(readChangedLines({ items: [answered(saree), answered(lamp)] }, [saree, lamp]) ?? [], [saree, lamp]),
    ).toBe(true)
    expect(
      isSameLines(readChangedLines({ items: [answered(lamp), answered(saree)] }, [saree, lamp]) ?? [], [saree, lamp]),
    ).toBe(false)
  })

  it('keep the id of the line they were', () => {
    expect(
      readChangedLines(
        {
          items: [
            { product: 9, qty: 1 },
            { ...answered(lamp), qty: 6 },
          ],
        },
        [saree, lamp],
      )?.map(line => line.keepsId),
    ).toEqual([null, 2])
  })

  it.each([
    [
      'both forms changed in different ways',
      { ...sarees, quantity: 4, items: [{ ...answered(saree), qty: 5 }] },
      { items: [expect.any(String)] },
    ],
    ['a line that is not the order’s', { items: [{ id: 99, qty: 1 }] }, { items: [{ id: [expect.any(String)] }] }],
    ['a line twice', { items: [{ id: 1 }, { id: 1 }] }, { items: [{}, { id: [expect.any(String)] }] }],
    [
      'two changes of one quantity',
      { items: [{ ...answered(saree), qty: 5, quantity: 6 }] },
      { items: [{ qty: [expect.any(String)] }] },
    ],
  ])('are refused with %s', (_form, body, fields) => {
    expect(refusedFields(() => readChangedLines(body, [saree]))).toEqual(fields)
  })

  it('name a product when the order has several lines', () => {
    expect(refusedFields(() => readChangedLines({ quantity: 3 }, [saree, lamp]))).toEqual({
      product: ['This field is required.'],
    })
  })
})

function said(lines: readonly WantedLine[] | null) {
  return lines?.map(({ product, quantityMilli }) => [
    'id' in product ? product.id : product.skuKey,
    quantityMilli / 1000,
  ])
}

function refusedFields(attempt: () => unknown): unknown {
  try {
    attempt()
  } catch (error) {
    if (error instanceof Invalid) return error.fields
    throw error
  }
  throw new Error('nothing was refused')
}
