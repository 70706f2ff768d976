import { expect, test } from 'vitest'
import { slugOf } from '../../../../server/platform/fold.ts'
import { addressLike } from './address.ts'

test.each([
  'DreamKart',
  'Nila Textiles',
  'Łódź & Söhne',
  'Straße 12',
  '  Ærø – Øl  ',
  'Asha’s Sarees',
  'A'.repeat(60),
  'Ⅻ Shops',
])('tells the address that the server will give %s', name => {
  expect(addressLike(name, 'example.com')).toBe(`${slugOf(name)}.example.com`)
})

test.each(['', '   ', '–', 'ड्रीमकार्ट', 'Мир', '夢'])('does not guess at %j', name => {
  expect(addressLike(name, 'example.com')).toBeNull()
})
