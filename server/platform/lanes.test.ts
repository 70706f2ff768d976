import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Busy } from './door.ts'
import { openLanes } from './lanes.ts'

const patient = { lanes: 2, mostWaiting: 3, mostWaitMs: 60_000 }

test('no more run at once than there are lanes, in the order of their coming', async () => {
  const inTurn = openLanes(patient)
  const begun: number[] = []
  let running = 0
  let most = 0
  const work = (name: number) => async () => {
    begun.push(name)
    most = Math.max(most, ++running)
    await sleep(5)
    running--
    return name
  }
  expect(await Promise.all([1, 2, 3, 4, 5].map(name => inTurn(work(name))))).toEqual([1, 2, 3, 4, 5])
  expect([most, begun]).toEqual([2, [1, 2, 3, 4, 5]])
})

test('one too many is refused as busy, and a work that fails frees its lane', async () => {
  const inTurn = openLanes(patient)
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4, 5, 6].map(() =>
      inTurn(async () => {
        throw new Error('broken')
      }),
    ),
  )
  const reasons = outcomes.map(outcome => (outcome as PromiseRejectedResult).reason)
  expect(reasons.map(reason => reason instanceof Busy)).toEqual([false, false, false, false, false, true])
  expect(await inTurn(async () => 'free')).toBe('free')
})

test('who waited too long is refused as busy, and the next one has the lane', async () => {
  const inTurn = openLanes({ lanes: 1, mostWaiting: 3, mostWaitMs: 20 })
  const long = inTurn(() => sleep(60))
  const late = inTurn(async () => 'too late')
  const soon = sleep(50).then(() => inTurn(async () => 'in time'))
  await expect(late).rejects.toThrow(Busy)
  await long
  expect(await soon).toBe('in time')
})
