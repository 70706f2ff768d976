import { expect, test } from 'vitest'
import { outlookOf } from './demand.ts'

test('what approving would do: enough, low, none left, too few', () => {
  expect(outlookOf(2)).toEqual({ left: 8, short: 0, isLow: false })
  expect(outlookOf(7)).toEqual({ left: 3, short: 0, isLow: true })
  expect(outlookOf(10)).toEqual({ left: 0, short: 0, isLow: true })
  expect(outlookOf(12)).toEqual({ left: 0, short: 2, isLow: false })
})
