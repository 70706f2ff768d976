import { describe, expect, it } from 'vitest'
import { wordsOf } from './words.ts'

describe('what changed in a text', () => {
  it('names only the words that changed', () => {
    expect(wordsOf('Brass Desk Lamp, 40 cm', 'Brass Desk Lamp, 45 cm')).toEqual([
      { is: 'same', text: 'Brass Desk Lamp, ' },
      { is: 'gone', text: '40' },
      { is: 'added', text: '45' },
      { is: 'same', text: ' cm' },
    ])
  })

  it('takes an amount for one word', () => {
    expect(wordsOf('₹3,150.00', '₹3,300.00')).toEqual([
      { is: 'same', text: '₹' },
      { is: 'gone', text: '3,150.00' },
      { is: 'added', text: '3,300.00' },
    ])
  })

  it('finds nothing in equal texts', () => {
    expect(wordsOf('same', 'same')).toEqual([{ is: 'same', text: 'same' }])
  })

  it('compares very long texts as a whole, at once', () => {
    const long = 'word '.repeat(5000)
    expect(wordsOf(long, `${long}more`)).toHaveLength(2)
  })
})
