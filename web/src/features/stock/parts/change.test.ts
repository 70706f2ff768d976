import { describe, expect, it } from 'vitest'
import { changeOf } from './change.ts'

describe('what an adjustment changes', () => {
  it('adds and takes what was typed', () => {
    expect(changeOf('add', '3', 10)).toBe(3)
    expect(changeOf('take', '2.5', 10)).toBe(-2.5)
  })

  it('sets to a number by the difference, exact to a thousandth', () => {
    expect(changeOf('set', '0.3', 0.1)).toBe(0.2)
    expect(changeOf('set', '10', 10)).toBe(0)
  })

  it('is not known before a number is typed or the level is there', () => {
    expect(changeOf('add', '', 10)).toBeNull()
    expect(changeOf('take', '-', 10)).toBeNull()
    expect(changeOf('set', '4', undefined)).toBeNull()
  })
})
