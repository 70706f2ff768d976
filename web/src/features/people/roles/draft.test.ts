import { describe, expect, test } from 'vitest'
import type { Role } from '../grants.ts'
import { changesOf, rebased, withCell } from './draft.ts'

const staff = (version: number, ...codes: string[]): Role => ({
  id: 7,
  name: 'staff',
  description: '',
  built_in: true,
  permissions: codes.map((code, id) => ({ id, code, scope: 'all' })),
  users_count: 6,
  version,
})

describe('changes of a role that are not saved yet', () => {
  const base = staff(1, 'VIEW_STOCK', 'DELETE_PRODUCT')

  test('say what would be gained and lost', () => {
    const draft = withCell(withCell({}, base, 'DELETE_PRODUCT', null), base, 'VIEW_ORDERS', 'own')
    const [changed] = changesOf(draft, [base])
    expect(changed?.after).toEqual({ VIEW_STOCK: 'all', VIEW_ORDERS: 'own' })
    expect(changed?.differences).toHaveLength(2)
    expect(changed?.theirs).toBeNull()
  })

  test('end when the last cell is put back', () => {
    const draft = withCell(withCell({}, base, 'DELETE_PRODUCT', null), base, 'DELETE_PRODUCT', 'all')
    expect(draft).toEqual({})
  })

  test('stay on top of what somebody else changed meanwhile, which is told', () => {
    const draft = withCell({}, base, 'DELETE_PRODUCT', null)
    const now = staff(2, 'VIEW_STOCK', 'DELETE_PRODUCT', 'VIEW_COST')
    expect(changesOf(draft, [now])[0]?.theirs).toEqual([{ code: 'VIEW_COST', from: null, to: 'all' }])
    const [changed] = changesOf(rebased(draft, now), [now])
    expect(changed?.theirs).toBeNull()
    expect(changed?.after).toEqual({ VIEW_STOCK: 'all', VIEW_COST: 'all' })
  })

  test('are none when somebody else did the same, or the role is gone', () => {
    const draft = withCell({}, base, 'DELETE_PRODUCT', null)
    expect(rebased(draft, staff(2, 'VIEW_STOCK'))).toEqual({})
    expect(changesOf(draft, [])).toEqual([])
  })
})
