import { expect, test } from 'vitest'
import type { Field } from './models.ts'
import { bodyOf, formOf } from './values.ts'

const field = (name: string, type: Field['type'], nullable = false): Field => ({
  name,
  label: name,
  type,
  description: '',
  nullable,
  choices: null,
  max_length: null,
  relation: null,
  shown: true,
  on_create: true,
  on_update: true,
  required: false,
})

const fields = [
  field('name', 'text'),
  field('stock', 'quantity', true),
  field('is_active', 'boolean'),
  field('settings', 'object'),
]
const row = { name: 'Red Saree', stock: 24, is_active: true, settings: { currency: 'INR' } }

test('a form that nobody touched changes nothing', () => {
  expect(bodyOf(fields, formOf(fields, row), formOf(fields, row))).toEqual({})
})

test('only what was changed is sent, as the API takes it', () => {
  const before = formOf(fields, row)
  const values = { ...before, stock: '20', is_active: false, settings: '{"currency":"EUR"}' }
  expect(bodyOf(fields, values, before)).toEqual({ stock: 20, is_active: false, settings: { currency: 'EUR' } })
})

test('an emptied field becomes null where the API takes null', () => {
  const before = formOf(fields, row)
  expect(bodyOf(fields, { ...before, name: '', stock: '' }, before)).toEqual({ name: '', stock: null })
})

test('a structure that is no JSON is told, not sent', () => {
  expect(() => bodyOf(fields, { ...formOf(fields, row), settings: '{' }, formOf(fields, row))).toThrow(SyntaxError)
})
