import { expect, test } from 'vitest'
import { changesIn, nameIn, shortSeal, toneOf } from './entry.ts'

test('an entry tells what changed and how much stayed', () => {
  const before = { price: '7250.00', sku: 'KAN-PEA', tags: ['a'] }
  const after = { price: '7450.00', sku: 'KAN-PEA', tags: ['a', 'b'] }
  expect(changesIn({ before, after })).toEqual({
    changes: [
      { name: 'price', before: '7250.00', after: '7450.00' },
      { name: 'tags', before: '["a"]', after: '["a","b"]' },
    ],
    unchanged: 1,
  })
})

test('what was made has no before, what was deleted no after', () => {
  expect(changesIn({ before: null, after: { name: 'Red' } }).changes).toEqual([
    { name: 'name', before: '', after: 'Red' },
  ])
  expect(changesIn({ before: { name: 'Red' }, after: null }).changes).toEqual([
    { name: 'name', before: 'Red', after: '' },
  ])
})

test('a refusal stands out, an ordinary change does not', () => {
  expect(toneOf('access.denied')).toContain('danger')
  expect(toneOf('product.updated')).toBe('')
})

test('a seal is shown by its ends', () => {
  expect(shortSeal(`9f3c${'0'.repeat(56)}71aa`)).toBe('9f3c…71aa')
})

test('what an entry is about has its name where the entry knows it', () => {
  expect(nameIn({ before: null, after: { name: 'Red Saree' } })).toBe('Red Saree')
  expect(nameIn({ before: { username: 'kavya' }, after: null })).toBe('kavya')
  expect(nameIn({ before: null, after: { price: '9.00' } })).toBeNull()
})
