import { expect, test } from 'vitest'
import { isBelow, platformPlaces } from './platformPlaces.ts'

test.each([
  ['/admin', 'dashboard'],
  ['/admin/', 'dashboard'],
  ['/admin/companies', 'companies'],
  ['/admin/models/companies/2', 'companies'],
  ['/admin/models/users/4', 'users'],
  ['/admin/outbox', 'outbox'],
  ['/admin/audit', 'audit'],
  ['/admin/models', 'models'],
  ['/admin/models/products/1', 'models'],
  ['/admin/profile', undefined],
])('%s is below the tab %s, and below no other', (pathname, name) => {
  const tabs = platformPlaces.filter(place => isBelow(place, pathname)).map(place => place.name)
  expect(tabs).toEqual(name ? [name] : [])
})

test('no two places have the same key', () => {
  expect(new Set(platformPlaces.map(({ key }) => key)).size).toBe(platformPlaces.length)
})
