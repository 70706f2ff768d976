import { describe, expect, test } from 'vitest'
import { deedsOn, removalOf } from './deeds.ts'
import { field } from './fields.example.ts'
import type { Model, Row } from './models.ts'

const ria = { id: 1, tenant: { id: 1 } }

const model = (name: string, ...actions: string[]): Pick<Model, 'name' | 'actions' | 'can'> => ({
  name,
  actions: actions.map(action => ({
    name: action,
    path: `/api/${name}/{id}/${action}/`,
    summary: '',
    fields: action.endsWith('_role') ? [field('role', 'text'), field('role_id', 'id')] : [],
  })),
  can: { create: true, update: true, delete: true },
})
const companies = model('companies', 'suspend', 'resume')
const users = model('users', 'assign_role', 'remove_role', 'unlock', 'approve', 'reset_password')

const namesOn = (of: typeof companies, row: Row) => deedsOn(of, row, ria).map(({ name }) => name)

describe('a company', () => {
  test.each([
    ['active', ['suspend']],
    ['suspended', ['resume']],
    ['pending_approval', ['admit']],
  ])('that is %s can be %s', (status, names) => {
    expect(namesOn(companies, { id: 2, status })).toEqual(names)
  })

  test('that asks to come in is let in by the call that resumes one, and is told so', () => {
    const [deed] = deedsOn(companies, { id: 4, status: 'pending_approval' }, ria)
    expect(deed).toMatchObject({ name: 'admit', asks: false, isPrimary: true, action: { name: 'resume' } })
  })

  test('loses nobody by a slip', () => {
    expect(deedsOn(companies, { id: 2, status: 'active' }, ria)[0]).toMatchObject({ name: 'suspend', asks: true })
  })

  test('is deleted once; the platform itself stays', () => {
    expect(removalOf(companies, { id: 2, purge_at: null }, ria)).toEqual({ name: 'deleteCompany' })
    expect(removalOf(companies, { id: 2, purge_at: '2027-01-01T00:00:00Z' }, ria)).toBeNull()
    expect(removalOf(companies, { id: 1, purge_at: null }, ria)).toBeNull()
    expect(namesOn(companies, { id: 1, status: 'active' })).toEqual([])
  })
})

describe('somebody', () => {
  const priya = { id: 4, status: 'active', locked_until: null, roles: [{ id: 7, name: 'staff' }] }
  const soon = new Date(Date.now() + 60_000).toISOString()

  test.each([
    ['works here', priya, ['assign_role', 'remove_role', 'reset_password']],
    ['is locked out', { ...priya, locked_until: soon }, ['assign_role', 'remove_role', 'unlock', 'reset_password']],
    [
      'was locked out',
      { ...priya, locked_until: '2020-01-01T00:00:00Z' },
      ['assign_role', 'remove_role', 'reset_password'],
    ],
    ['asks to come in', { ...priya, status: 'pending_approval' }, ['assign_role', 'remove_role', 'approve']],
    ['has no role', { ...priya, roles: [] }, ['assign_role', 'reset_password']],
    ['is oneself', { ...priya, id: ria.id }, []],
  ])('who %s', (_who, row, names) => {
    expect(namesOn(users, row)).toEqual(names)
  })

  test('is given a role that they lack, and loses one that they have', () => {
    const [assign, remove] = deedsOn(users, priya, ria)
    const [staff, manager] = [{ id: 7 }, { id: 8 }]
    expect([assign?.offers?.(staff), assign?.offers?.(manager)]).toEqual([false, true])
    expect([remove?.offers?.(staff), remove?.offers?.(manager)]).toEqual([true, false])
    expect(assign?.fields.map(({ name, required }) => [name, required])).toEqual([['role_id', true]])
  })

  test('is deactivated, once, and never by themselves', () => {
    expect(removalOf(users, priya, ria)).toEqual({ name: 'deactivate' })
    expect(removalOf(users, { ...priya, status: 'inactive' }, ria)).toBeNull()
    expect(removalOf(users, { ...priya, id: ria.id }, ria)).toBeNull()
  })
})

describe('a role', () => {
  const roles = model('roles', 'assign_permissions')

  test('is deleted when nobody has it, and never a built-in one', () => {
    expect(removalOf(roles, { id: 30, built_in: false, users_count: 0 }, ria)).toEqual({ name: 'delete' })
    expect(removalOf(roles, { id: 30, built_in: false, users_count: 2 }, ria)).toMatchObject({ lockedBecause: 'inUse' })
    expect(removalOf(roles, { id: 7, built_in: true, users_count: 0 }, ria)).toBeNull()
  })

  test('says what it allows in its form alone', () => {
    expect(namesOn(roles, { id: 7 })).toEqual([])
  })
})

test.each([
  ['failed', ['retry']],
  ['kept', ['retry']],
  ['waiting', []],
  ['done', []],
])('mail that is %s can be %s', (status, names) => {
  expect(namesOn(model('mail', 'retry'), { id: 9, status })).toEqual(names)
})

test('an action that nobody has thought of yet is there, and asked about', () => {
  expect(deedsOn(model('lamps', 'light'), { id: 1 }, ria)).toMatchObject([{ name: 'light', asks: true }])
})

test('what cannot be deleted at all has no way to go', () => {
  const can = { create: false, update: false, delete: false }
  expect(removalOf({ ...model('moves'), can }, { id: 1 }, ria)).toBeNull()
})
