import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { remembering } from './translation.ts'

const texts = {
  select: 'Select {{name}}',
  left_one: '{{count}} left of {{all}}',
  left_other: '{{count}} are left of {{all}}',
}
beforeAll(() =>
  i18next.init({
    lng: 'en',
    defaultNS: 'table',
    resources: { en: { table: texts } },
    interpolation: { escapeValue: false },
  }),
)

test('what is remembered says what i18next says', () => {
  const plain = i18next.getFixedT('en', 'table')
  const quick = remembering(plain)
  for (const count of [0, 1, 2, 1]) {
    expect(quick('left', { count, all: 7 })).toBe(plain('left', { count, all: 7 }))
    expect(quick('select', { name: '$& {{name}}' })).toBe('Select $& {{name}}')
  }
  expect(quick('gone', { defaultValue: 'otherwise' })).toBe('otherwise')
})

test('a text that comes later is said when it is there', () => {
  const quick = remembering(i18next.getFixedT('en', 'table'))
  expect(quick('late.word')).toBe('late.word')
  i18next.addResourceBundle('en', 'table', { late: { word: 'Here' } }, true)
  expect(quick('late.word')).toBe('Here')
})
