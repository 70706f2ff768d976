import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { formatFor } from '../../lib/format.ts'
import { amountOf, progressOf, type Share } from './amount.ts'
import de from './de.json'
import en from './en.json'

const i18n = createInstance({
  resources: { en: { orders: en }, de: { orders: de } },
  ns: ['orders'],
  defaultNS: 'orders',
})
await i18n.init({ lng: 'en' })

const said = (shares: Share[], language = 'en') => {
  const { short, long } = amountOf(shares, formatFor(language, 'INR'), i18n.getFixedT(language, 'orders'))
  return [short, long]
}

describe('how much an order is', () => {
  test.each<[string, Share[], string[]]>([
    [
      'pieces add up',
      [
        { quantity: 4, unit: 'piece' },
        { quantity: 5, unit: 'set' },
      ],
      ['9', '9 units'],
    ],
    ['one piece is one unit', [{ quantity: 1 }], ['1', '1 unit']],
    ['rice is weighed', [{ quantity: 5.5, unit: 'kg' }], ['5.5 kg', '5.5 kg']],
    [
      'and adds up',
      [
        { quantity: 5.5, unit: 'kg' },
        { quantity: 2, unit: 'kg' },
      ],
      ['7.5 kg', '7.5 kg'],
    ],
    [
      'lamps and rice do not',
      [
        { quantity: 4, unit: 'piece' },
        { quantity: 5.5, unit: 'kg' },
      ],
      ['2 lines', '2 lines'],
    ],
    [
      'nor do kilograms and metres',
      [
        { quantity: 1, unit: 'kg' },
        { quantity: 1, unit: 'm' },
      ],
      ['2 lines', '2 lines'],
    ],
    ['a part of one thing has a number', [{ quantity: 0.5 }], ['0.5', '0.5 units']],
    ['also where products are not known', [{ quantity: 4 }, { quantity: 5.5 }], ['2 lines', '2 lines']],
    ['what has nothing is no line', [{ quantity: 0 }, { quantity: 5.5 }], ['1 line', '1 line']],
  ])('%s', (_, shares, words) => {
    expect(said(shares)).toEqual(words.map(word => word.replace(' kg', '\u00a0kg')))
  })

  test('of lamps and rice those lines are done that are done whole', () => {
    const rice = { quantity: 5.5, unit: 'kg', fulfilled: 5.5 }
    const lamps = { quantity: 4, unit: 'piece', fulfilled: 3 }
    const doneOf = (shares: (Share & { fulfilled: number })[]) => {
      const { done, all } = progressOf(shares, formatFor('en', 'INR'), i18n.getFixedT('en', 'orders'))
      return [done, all.long]
    }
    expect(doneOf([lamps])).toEqual(['3', '4 units'])
    expect(doneOf([lamps, rice])).toEqual(['1', '2 lines'])
  })

  test('is said in German too', () => {
    expect(said([{ quantity: 1 }], 'de')).toEqual(['1', '1 Stück'])
    expect(said([{ quantity: 4 }, { quantity: 5.5 }], 'de')).toEqual(['2 Positionen', '2 Positionen'])
  })
})
