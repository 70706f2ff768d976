import { expect, test } from 'vitest'
import { decimalsOfUnit, units } from '../../../server/platform/money.ts'
import { countedUnits, isMeasured, measuredUnits } from './units.ts'

test('the page knows the units that the server knows, and which of them are whole', () => {
  expect([...countedUnits, ...measuredUnits]).toEqual([...units])
  for (const unit of units) expect(isMeasured(unit), unit).toBe(decimalsOfUnit(unit) > 0)
})
