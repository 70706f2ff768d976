import { House } from 'lucide-react'
import { expect, test } from 'vitest'
import { called } from './paletteEntry.ts'

const entries = ['Add a product', 'Place an order', 'Products'].map(label => ({
  id: label,
  label,
  icon: House,
  run: () => {},
}))

test.each([
  ['', ['Add a product', 'Place an order', 'Products']],
  ['prod', ['Add a product', 'Products']],
  ['PRODUCT add', ['Add a product']],
  ['order a', ['Place an order']],
  ['roduct', []],
])('“%s” finds what is called so', (text, found) => {
  expect(called(text, entries).map(({ label }) => label)).toEqual(found)
})
