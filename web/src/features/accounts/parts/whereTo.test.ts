import { describe, expect, test } from 'vitest'
import { ownPath, placeOf, shopIn } from './whereTo.ts'

const person = (role: string) => ({ role, tenant: { slug: 'dreamkart' } })

describe('a page to go on to', () => {
  test.each(['/app', '/app/orders?kind=restock', '/store/dreamkart#top', '/admin/companies'])('is taken: %s', next => {
    expect(ownPath(next)).toBe(next)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/app\\..',
    '/a\nb',
    '',
    7,
    null,
  ])('is not taken when it leads elsewhere: %j', next => {
    expect(ownPath(next)).toBeUndefined()
  })

  test.each(['/', '/?a=1', '/login', '/login?why=expired', '/register', '/reset-password?token=x'])(
    'is not one that they came from: %s',
    next => {
      expect(ownPath(next)).toBeUndefined()
    },
  )
})

describe('after signing in', () => {
  test('the platform’s people go to its console', () => {
    expect(placeOf(person('platform_admin'))).toBe('/admin')
    expect(placeOf(person('platform_admin'), '/admin/users?page=2')).toBe('/admin/users?page=2')
    expect(placeOf(person('platform_admin'), '/app/orders')).toBe('/admin')
  })

  test('customers go to their store, and back to where they were in it', () => {
    expect(placeOf(person('customer'))).toBe('/store/dreamkart')
    expect(placeOf(person('customer'), '/store/dreamkart/cart')).toBe('/store/dreamkart/cart')
    expect(placeOf(person('customer'), '/store/dreamkart-2/cart')).toBe('/store/dreamkart')
    expect(placeOf(person('customer'), '/app/orders')).toBe('/store/dreamkart')
  })

  test('everybody else goes on, or to the console', () => {
    expect(placeOf(person('staff'))).toBe('/app')
    expect(placeOf(person('owner'), '/app/audit?actor=7')).toBe('/app/audit?actor=7')
    expect(placeOf(person('Packer'), '/admin')).toBe('/app')
    expect(placeOf(person('manager'), 'https://evil.example')).toBe('/app')
  })
})

describe('whoever comes from a shop', () => {
  test.each(['/store/dreamkart', '/store/dreamkart/cart', '/store/dreamkart?search=saree', '/store/dreamkart#top'])(
    'is known by where they go on to: %s',
    next => {
      expect(shopIn(next)).toBe('dreamkart')
    },
  )

  test.each([undefined, '/app', '/store/', '/stores/dreamkart', '/app/store/dreamkart', `/store/${'w'.repeat(64)}`])(
    'is told from others: %s',
    next => {
      expect(shopIn(next)).toBeUndefined()
    },
  )
})
