import { expect, test } from 'vitest'
import { growthOf, lastDays } from './figures.ts'

const sales = Array.from({ length: 30 }, (_, index) => ({
  day: `2026-11-${String(index + 1).padStart(2, '0')}`,
  orders: 1,
  total: String(index + 1),
}))

test('a fortnight stands beside the fortnight before', () => {
  const days = lastDays(sales, 14)
  expect(days).toHaveLength(14)
  expect(days[0]).toEqual({ day: '2026-11-17', value: 17, before: 3 })
  expect(days.at(-1)).toEqual({ day: '2026-11-30', value: 30, before: 16 })
})

test('growth is of the sums', () => {
  expect(
    growthOf([
      { value: 60, before: 40 },
      { value: 60, before: 60 },
    ]),
  ).toBeCloseTo(0.2)
})

test('without a whole earlier period, or with an empty one, nothing is compared', () => {
  expect(growthOf(lastDays(sales, 30))).toBeNull()
  expect(growthOf([{ value: 5, before: 0 }])).toBeNull()
})
