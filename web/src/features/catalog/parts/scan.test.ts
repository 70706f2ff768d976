import { describe, expect, it } from 'vitest'
import { codeOf, noBurst, withKey } from './scan.ts'

const typed = (text: string, gap: number) =>
  [...text].reduce((burst, key, index) => withKey(burst, key, 1000 + index * gap), noBurst)

describe('a scanner', () => {
  it('is known by its speed and its Enter', () => {
    const burst = typed('4006381333931', 8)
    expect(codeOf(burst, burst.at + 8)).toBe('4006381333931')
  })

  it('is no person, however long the word', () => {
    const burst = typed('4006381333931', 90)
    expect(codeOf(burst, burst.at + 90)).toBeNull()
    expect(codeOf(burst, burst.at + 5)).toBeNull()
  })

  it('says nothing when no Enter follows at once', () => {
    const burst = typed('4006381333931', 8)
    expect(codeOf(burst, burst.at + 400)).toBeNull()
  })

  it('begins anew after a pause, so that a letter typed before is no part of the code', () => {
    const burst = [...'90210'].reduce((now, key, index) => withKey(now, key, 2000 + index * 5), typed('a', 8))
    expect(codeOf(burst, burst.at + 5)).toBe('90210')
  })

  it('gives no code that is too short or too long to be one', () => {
    for (const text of ['12', '7'.repeat(65)]) {
      const burst = typed(text, 5)
      expect(codeOf(burst, burst.at + 5)).toBeNull()
    }
  })
})
