import { describe, expect, it } from 'vitest'
import { idsBetween, withIds } from './useSelection.ts'

describe('a selection with Shift', () => {
  it('reaches from the row before to this one, in either direction', () => {
    expect(idsBetween(['a', 'b', 'c', 'd'], 'b', 'd')).toEqual(['b', 'c', 'd'])
    expect(idsBetween(['a', 'b', 'c', 'd'], 'c', 'a')).toEqual(['a', 'b', 'c'])
  })

  it('is this row alone when the one before is on another page', () => {
    expect(idsBetween(['a', 'b'], 'z', 'b')).toEqual(['b'])
  })

  it('adds and takes out without touching other rows', () => {
    expect(withIds({ a: true }, ['b', 'c'], true)).toEqual({ a: true, b: true, c: true })
    expect(withIds({ a: true, b: true }, ['b'], false)).toEqual({ a: true })
  })
})
