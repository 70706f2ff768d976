import { describe, expect, it } from 'vitest'
import type { CountLine } from '../../../../../server/features/stock/contract.ts'
import { lineFor, linesOf, nextOpen } from './lines.ts'

const line = (product: number, counted: number | null = null): CountLine => ({
  product,
  product_name: `Lamp ${product}`,
  sku: `LMP-${product}`,
  unit: 'piece',
  on_hand: 5,
  counted,
  expected: counted === null ? null : 5,
  difference: counted === null ? null : counted - 5,
  drifted: false,
  moved: 0,
  entered_by: null,
  entered_at: null,
})

const entry = (product: number, counted: number, refused?: string) => ({ product, counted, once: 'a', refused })

describe('the lines of a count', () => {
  it('show what was entered here before the server has it', () => {
    const [first] = linesOf({ lines: [line(1)] }, [], [entry(1, 7)])
    expect(first).toMatchObject({ counted: 7, difference: null, isWaiting: true })
  })

  it('keep the last good number when another one was refused', () => {
    const [first] = linesOf({ lines: [line(1, 4)] }, [], [entry(1, 1.5, 'Pieces are whole.')])
    expect(first).toMatchObject({ counted: 4, difference: -1, refused: 'Pieces are whole.' })
  })

  it('go on with the next open one, and begin again at the top', () => {
    const lines = linesOf({ lines: [line(1), line(2, 5), line(3)] }, [], [])
    expect(nextOpen(lines, 1)).toBe(3)
    expect(nextOpen(lines, 3)).toBe(1)
    expect(nextOpen(lines, null)).toBe(1)
    expect(nextOpen(linesOf({ lines: [line(1)] }, [], []), 1)).toBeNull()
  })

  it('are found by barcode, by code whatever its case, and by a word', () => {
    const lines = linesOf({ lines: [line(1), line(2)] }, [], [])
    const barcodes = new Map([[2, '4006381333931']])
    expect(lineFor(lines, barcodes, '4006381333931')?.product).toBe(2)
    expect(lineFor(lines, barcodes, 'lmp-1')?.product).toBe(1)
    expect(lineFor(lines, barcodes, 'lamp 2')?.product).toBe(2)
    expect(lineFor(lines, barcodes, ' ')).toBeUndefined()
  })
})
