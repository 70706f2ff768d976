import { expect, test } from 'vitest'
import { languageOf } from './nobody.ts'

test.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['en;q=0.3, de-AT;q=0.7', 'de'],
  ['fr-FR, fr;q=0.9, de;q=0.2', 'de'],
  ['de, en', 'de'],
  ['DE', 'de'],
  ['de;q=0, en;q=0.1', 'en'],
  ['de;q=0', 'en'],
  ['fr', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [undefined, 'en'],
  ['de;q=', 'de'],
  ['constructor, toString;q=0.9, de;q=0.1', 'de'],
  [';;;,,q=1', 'en'],
])('whoever accepts %s reads %s', (accepted, language) => {
  expect(languageOf(accepted)).toBe(language)
})

test('a header that is nearly nothing but spaces is read at once', () => {
  const before = performance.now()
  expect(languageOf(`de${' '.repeat(200_000)}x, en`)).toBe('en')
  expect(performance.now() - before).toBeLessThan(1_000)
})
