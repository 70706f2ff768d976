import { expect, test } from 'vitest'
import { field } from './fields.example.ts'
import { bodyOf, formOf, grantsText, newForm, nothingSaid } from './values.ts'

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

test('a new record says by its boxes what it will be, whether they were touched or not', () => {
  const fields = [field('name', 'text'), field('is_active', 'boolean'), field('is_default', 'boolean')]
  const form = newForm(fields)
  expect(form).toEqual({ name: '', is_active: true, is_default: false })
  const nothing = nothingSaid(fields)
  expect(bodyOf(fields, { ...form, name: 'Shop window' }, nothing)).toEqual({
    name: 'Shop window',
    is_active: true,
    is_default: false,
  })
  expect(bodyOf(fields, { ...form, is_active: false }, nothing)).toEqual({ is_active: false, is_default: false })
  expect(newForm([field('company', 'id')], { company: 2 })).toEqual({ company: '2' })
})

test('a structure that is no JSON is told, not sent', () => {
  expect(() => bodyOf(fields, { ...formOf(fields, row), settings: '{' }, formOf(fields, row))).toThrow(SyntaxError)
})

test('of an object whose parts are known only what was changed in it is sent', () => {
  const settings = {
    ...field('settings', 'object'),
    parts: [field('currency', 'choice'), field('hold_hours', 'integer', true), field('order_approval.sale', 'choice')],
  }
  const company = { settings: { currency: 'INR', hold_hours: 24, order_approval: { sale: 'automatic' } } }
  const before = formOf([settings], company)
  expect(before).toEqual({ settings: { currency: 'INR', hold_hours: '24', order_approval: { sale: 'automatic' } } })
  const values = { settings: { currency: 'INR', hold_hours: '', order_approval: { sale: 'required' } } }
  expect(bodyOf([settings], values, before)).toEqual({
    settings: { hold_hours: null, order_approval: { sale: 'required' } },
  })
  expect(bodyOf([settings], before, before)).toEqual({})
})

test('a record that was chosen is sent as its id, a role that was left alone not at all', () => {
  const fields = [{ ...field('role', 'text'), relation: 'roles' }]
  const before = formOf(fields, { role: 'staff' })
  expect(bodyOf(fields, { role: '12' }, before)).toEqual({ role: 12 })
  expect(bodyOf(fields, { role: 'staff' }, before)).toEqual({})
})

test('what a role allows is the same in whatever order it is said', () => {
  const fields = [field('permissions', 'list')]
  const grants = [
    { code: 'VIEW_ORDERS', scope: 'own' },
    { code: 'VIEW_PRODUCTS', scope: 'all' },
  ]
  const before = formOf(fields, { permissions: grants.map((grant, id) => ({ id, ...grant })).reverse() })
  expect(bodyOf(fields, { permissions: grantsText(grants) }, before)).toEqual({})
  const more = [...grants, { code: 'CREATE_ORDER', scope: 'all' }]
  expect(bodyOf(fields, { permissions: grantsText(more) }, before)).toEqual({
    permissions: [{ code: 'CREATE_ORDER', scope: 'all' }, ...grants],
  })
})
