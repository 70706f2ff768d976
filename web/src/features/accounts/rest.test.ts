import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '../../lib/api.ts'
import { clock, restOf } from './rest.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

const refused = (status: number, body: object, headers: Record<string, string> = {}) =>
  new ApiError(status, body as Record<string, unknown>, new Headers(headers))

test('a locked name rests as long as the server says', () => {
  const error = refused(429, { detail: '…', code: 'account_locked' }, { 'retry-after': '272' })
  expect(restOf(error, ' Meera ')).toEqual({ name: 'meera', until: 1_272_000 })
})

test('the fifth failure begins a whole rest', () => {
  const error = refused(401, { detail: '…' }, { 'x-attempts-left': '0' })
  expect(restOf(error, 'meera')).toEqual({ name: 'meera', until: 1_300_000 })
})

test('earlier failures and other refusals begin none', () => {
  expect(restOf(refused(401, { detail: '…' }, { 'x-attempts-left': '2' }), 'meera')).toBeNull()
  expect(restOf(refused(401, { detail: '…' }), 'meera')).toBeNull()
  expect(restOf(refused(429, { detail: '…', code: 'throttled' }, { 'retry-after': '9' }), 'meera')).toBeNull()
})

test('is told as a clock', () => {
  expect([clock(300), clock(247), clock(61), clock(9), clock(0)]).toEqual(['5:00', '4:07', '1:01', '0:09', '0:00'])
})
