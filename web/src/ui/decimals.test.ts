import { describe, expect, it } from 'vitest'
import { readDecimal, separatorOf, writeDecimal } from './decimals.ts'

describe('numbers as people write them', () => {
  it.each([
    ['3,150.00', '3150.00'],
    ['₹3,150', '₹3,150'],
    ['18,42,910.5', '1842910.5'],
    ['1 250', '1250'],
    ['−5', '-5'],
    ['.5', '0.5'],
    ['', ''],
    ['three', 'three'],
  ])('reads "%s" in English as %s', (typed, read) => {
    expect(readDecimal(typed, '.')).toBe(read)
  })

  it.each([
    ['3.150,00', '3150.00'],
    ['3.150', '3150'],
    ['3,5', '3.5'],
    ['1.234.567', '1234567'],
  ])('reads "%s" in German as %s', (typed, read) => {
    expect(readDecimal(typed, ',')).toBe(read)
  })

  it('takes a sign that cannot group for the decimal one, whatever the language', () => {
    expect(readDecimal('3150.50', ',')).toBe('3150.50')
    expect(readDecimal('3150,5', '.')).toBe('3150.5')
  })

  it('shows what the server sends with all its decimals and reads it back unchanged', () => {
    for (const locale of ['en-IN', 'de', 'en']) {
      expect(readDecimal(writeDecimal('1842910.00', locale), separatorOf(locale))).toBe('1842910.00')
    }
    expect(writeDecimal('9007199254740993.25', 'en')).toBe('9,007,199,254,740,993.25')
  })
})
