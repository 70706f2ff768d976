import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hashPassword, isRightPassword, isWeakHash, nobodysHash, passwordWork } from './passwords.ts'

test('a password is told from every other', async () => {
  const stored = await hashPassword('rohan12345')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isRightPassword(stored, 'rohan12345')).toBe(true)
  expect(await isRightPassword(stored, 'rohan12346')).toBe(false)
  expect(await isRightPassword(stored, ' rohan12345')).toBe(false)
})

test('the same characters typed on another keyboard are the same password', async () => {
  expect(await isRightPassword(await hashPassword('Stra\u00dfe caf\u00e9 1'), 'Stra\u00dfe cafe\u0301 1')).toBe(true)
})

test('nobody’s password is always wrong and costs the same work as somebody’s', async () => {
  const stored = await hashPassword('rohan12345')
  for (const given of [stored, null]) {
    const before = passwordWork.evaluations
    expect(await isRightPassword(given, 'wrong 12345')).toBe(false)
    expect(passwordWork.evaluations - before).toBe(1)
  }
  const strengthOf = (text: string) => text.split('$').slice(1, 4)
  expect(strengthOf(nobodysHash)).toEqual(strengthOf(stored))
})

test('a stored hash that is no hash is a wrong password, not an error', async () => {
  expect(await isRightPassword('!', 'rohan12345')).toBe(false)
})

test('a hash of less strength is known as weak', async () => {
  expect(isWeakHash(await hash('x', { memoryCost: 8192, timeCost: 2 }))).toBe(true)
  expect(isWeakHash(await hash('x', { memoryCost: 19456, timeCost: 1 }))).toBe(true)
  expect(isWeakHash(await hashPassword('x'))).toBe(false)
})

test('beyond a bounded queue, and after a bounded wait, the server is busy, and works on afterwards', async () => {
  const before = passwordWork.evaluations
  const results = await Promise.allSettled(Array.from({ length: 520 }, () => isRightPassword(null, 'guess')))
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every(result => (result as PromiseRejectedResult).reason.name === 'Busy')).toBe(true)
  expect(passwordWork.evaluations - before).toBe(520 - refused.length)
  expect(passwordWork).toMatchObject({ running: 0, waiting: 0 })
  expect(await isRightPassword(null, 'guess')).toBe(false)
})
