import { expect, test } from 'vitest'
import { amountOf, type CartLine, leftOf, mostLines, parse, withLine } from './cartLines.ts'
import { storeSearch } from './search.ts'

const saree: CartLine = { id: 3, name: 'Red Saree', price: '999.99', quantity: 2 }

test('the same product twice is one line, at the price of now', () => {
  expect(withLine([saree], { ...saree, quantity: 1, price: '899.00' })).toEqual([
    { ...saree, quantity: 3, price: '899.00' },
  ])
})

test('half kilograms add up without the crumbs of binary fractions', () => {
  const tea = { id: 11, name: 'Darjeeling Tea', price: '1850.00', quantity: 0.1 }
  expect(withLine([tea], { ...tea, quantity: 0.2 })[0]?.quantity).toBe(0.3)
})

test('a cart takes no more lines than an order', () => {
  const full = Array.from({ length: mostLines }, (_, id) => ({ ...saree, id: id + 100 }))
  expect(withLine(full, saree)).toHaveLength(mostLines)
  expect(withLine(full, { ...saree, id: 100 })[0]?.quantity).toBe(4)
})

test('what is left is what the server said last; what is not counted never ends', () => {
  expect(leftOf({ stock: 4 })).toBe(4)
  expect(leftOf({ stock: 4 }, 1)).toBe(1)
  expect(leftOf({ stock: -2 })).toBe(0)
  expect(leftOf({ stock: null })).toBe(Number.POSITIVE_INFINITY)
})

test('a line costs what the server makes of it, in the decimals of the currency', () => {
  expect(amountOf('999.99', 3, 'INR')).toBe(2999.97)
  expect(amountOf('1.10', 0.335, 'INR')).toBe(0.37)
  expect(amountOf('1500', 2, 'JPY')).toBe(3000)
  expect(amountOf('0.125', 2, 'KWD')).toBe(0.25)
})

test('whatever lies in the browser becomes a cart', () => {
  const empty = { lines: [], note: '', sent: null }
  expect(parse('not json')).toEqual(empty)
  expect(parse('null')).toEqual(empty)
  expect(
    parse('{"lines":[{"id":"<img onerror>"},null,{"id":1,"quantity":-1,"price":"1","name":""}],"note":7}'),
  ).toEqual(empty)
  const sent = { by: 5, once: 'a-key', body: { kind: 'sale', items: [{ product: 3, quantity: 2 }], note: '' } }
  expect(parse(JSON.stringify({ lines: [saree], note: 'Wrap it.', sent }))).toEqual({
    lines: [saree],
    note: 'Wrap it.',
    sent,
  })
})

test('the address of the shelf carries what it knows and nothing else', () => {
  expect(storeSearch({ search: 42, category: 1, sort: '-price', in_stock: true, cursor: 'abc', evil: 1 })).toEqual({
    search: '42',
    category: 1,
    sort: '-price',
    in_stock: true,
    cursor: 'abc',
  })
  expect(storeSearch({ search: '', category: 'x', sort: 'new', in_stock: 'yes', cursor: 5 })).toEqual({})
})
