import { expect, test } from 'vitest'
import { meet } from './conflict.ts'
import { field } from './fields.example.ts'

const fields = [
  field('name', 'text'),
  field('price', 'money'),
  field('stock', 'quantity'),
  field('is_active', 'boolean'),
]
const saree = { name: 'Red Saree', price: '999.99', stock: 24, is_active: true, version: 3 }
const form = { name: 'Red Saree', price: '999.99', stock: '24', is_active: true }

test('what I typed where nobody else did anything stays in the form', () => {
  const met = meet(fields, saree, { ...saree, stock: 20, version: 4 }, { ...form, name: 'Ruby Saree' })
  expect(met).toEqual({ values: { ...form, name: 'Ruby Saree', stock: '20' }, typed: {}, isOther: true })
})

test('a field that both changed shows what is there now, and beside it what I typed', () => {
  const met = meet(fields, saree, { ...saree, price: '949.00' }, { ...form, price: '899.00', is_active: false })
  expect(met.values).toEqual({ ...form, price: '949.00', is_active: false })
  expect(met.typed).toEqual({ price: '899.00' })
})

test('who typed the same has nothing to decide', () => {
  const met = meet(fields, saree, { ...saree, price: '949.00' }, { ...form, price: '949.00' })
  expect(met).toEqual({ values: { ...form, price: '949.00' }, typed: {}, isOther: true })
})

test('a change of what the form does not show is no change to it', () => {
  const met = meet(fields, saree, { ...saree, reserved: 2, version: 9 }, { ...form, name: 'Ruby Saree' })
  expect(met).toEqual({ values: { ...form, name: 'Ruby Saree' }, typed: {}, isOther: false })
})

test('inside of an object each part is weighed by itself', () => {
  const settings = {
    ...field('settings', 'object'),
    parts: [field('currency', 'choice'), field('hold_hours', 'integer')],
  }
  const base = { settings: { currency: 'INR', hold_hours: null } }
  const theirs = { settings: { currency: 'INR', hold_hours: 48 } }
  const met = meet([settings], base, theirs, { settings: { currency: 'EUR', hold_hours: '24' } })
  expect(met.values).toEqual({ settings: { currency: 'EUR', hold_hours: '48' } })
  expect(met.typed).toEqual({ 'settings.hold_hours': '24' })
})
