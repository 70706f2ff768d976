import { describe, expect, it } from 'vitest'
import fc from '../../test/random.ts'
import { Invalid } from './errors.ts'
import { currencies, decimalsOf, milliOf, minorOf, moneyText, quantityOf, totalMinor, unitMilliOf } from './money.ts'

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect(moneyText(99999, 'INR')).toBe('999.99')
    expect(moneyText(5, 'EUR')).toBe('0.05')
    expect(moneyText(1250, 'JPY')).toBe('1250')
    expect(moneyText(1250, 'KWD')).toBe('1.250')
    expect(moneyText(-7, 'USD')).toBe('-0.07')
    expect(moneyText(0, 'JPY')).toBe('0')
    expect(moneyText(null, 'USD')).toBeNull()
  })

  it('is read exactly, trailing zeros aside', () => {
    expect(minorOf('999.99', 'INR', 'price')).toBe(99999)
    expect(minorOf('5', 'INR', 'price')).toBe(500)
    expect(minorOf('1.2300', 'INR', 'price')).toBe(123)
    expect(minorOf('7.00', 'JPY', 'price')).toBe(7)
    expect(minorOf('0.1', 'USD', 'price') + minorOf('0.2', 'USD', 'price')).toBe(minorOf('0.3', 'USD', 'price'))
  })

  it('is refused on its field when it is finer than the currency, or too much', () => {
    expect(() => minorOf('1.234', 'INR', 'price')).toThrow(Invalid)
    expect(() => minorOf('1.5', 'JPY', 'cost')).toThrow(Invalid)
    expect(() => minorOf('99999999999999', 'INR', 'price')).toThrow(Invalid)
  })

  it('comes back as it went in', () => {
    const amounts = fc.tuple(fc.constantFrom(...currencies), fc.integer({ min: -1e15, max: 1e15 }))
    const roundTrip = fc.property(amounts, ([currency, minor]) => {
      expect(minorOf(moneyText(minor, currency), currency, 'price')).toBe(minor)
    })
    fc.assert(roundTrip)
  })

  it('is known for every currency a company may use', () => {
    expect(new Set(currencies).size).toBe(currencies.length)
    expect(currencies.filter(code => decimalsOf(code) === 0)).toHaveLength(16)
  })

  it('times a quantity is rounded to the minor unit, halves up', () => {
    expect(totalMinor(99999, 2000)).toBe(199998)
    expect(totalMinor(333, 1500)).toBe(500)
    expect(totalMinor(1, 499)).toBe(0)
    expect(totalMinor(900_000_000_000_000, 9000)).toBe(8_100_000_000_000_000)
  })
})

describe('quantities', () => {
  it('are kept in thousandths', () => {
    expect(milliOf(2.125, 'qty')).toBe(2125)
    expect(milliOf(0.1 + 0.2, 'qty')).toBe(300)
    expect(milliOf(1e9, 'qty')).toBe(1e12)
    expect(quantityOf(2125)).toBe(2.125)
    for (const bad of [2.1234, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => milliOf(bad, 'qty')).toThrow(Invalid)
  })

  it('have parts only where the unit has', () => {
    expect(unitMilliOf(2.5, 'kg', 'qty')).toBe(2500)
    expect(unitMilliOf(2, 'piece', 'qty')).toBe(2000)
    expect(() => unitMilliOf(2.5, 'piece', 'qty')).toThrow(Invalid)
    expect(() => unitMilliOf(2.5, 'dozen', 'qty')).toThrow(Invalid)
  })
})
