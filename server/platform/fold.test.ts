import { expect, test } from 'vitest'
import fc from '../../test/random.ts'
import { foldKey, nameKey, slugOf } from './fold.ts'

test('login names that look alike have one key', () => {
  for (const name of [
    'Rohan',
    'rоhan',
    'ʀohan',
    'ｒｏｈａｎ',
    'ro\u200bhan',
    'róhan',
    'Ⓡ𝓸han',
    'rοhan',
    ' rohan\u00ad',
  ])
    expect(foldKey(name), name).toBe('rohan')
  for (const name of ['PRIYA', 'рriya', 'PRİYA', 'ΡRIYA', 'priуa']) expect(foldKey(name), name).toBe('priya')
})

test('login names that differ keep their own keys', () => {
  expect(new Set(['王伟', '王薇', 'rohan', 'rohan2', 'роман'].map(foldKey)).size).toBe(5)
})

test('the key of a company or product name undoes case, width and spacing only', () => {
  expect(nameKey('  Café\u00a0 ＭÜNCHEN ')).toBe('café münchen')
  expect(nameKey('Cafe')).not.toBe(nameKey('Café'))
  expect(nameKey('\u200b')).toBe('')
})

test('a slug can always be part of a domain', () => {
  expect(slugOf('Łódź & Söhne GmbH')).toBe('lodz-sohne-gmbh')
  expect(slugOf('***')).toBe('company')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), name => {
      expect(slugOf(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/)
    }),
    { numRuns: 50 },
  )
})

test('keys stay the same when folded again, are well-formed and fit an index', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), text => {
      for (const fold of [foldKey, nameKey]) {
        const key = fold(text)
        expect(fold(key)).toBe(key)
        expect(key.isWellFormed()).toBe(true)
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1200)
      }
    }),
    { numRuns: 500 },
  )
})
