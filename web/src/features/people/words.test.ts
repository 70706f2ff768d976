import { expect, test } from 'vitest'
import { roleDescriptions } from '../../../../server/features/people/presets.ts'
import { written } from './words.ts'

test('what the server writes about the built-in roles has words here', () => {
  expect(Object.fromEntries(Object.entries(written).map(([said, role]) => [role, said]))).toEqual(roleDescriptions)
})
