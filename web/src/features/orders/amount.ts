import type { TFunction } from 'i18next'
import type { Format } from '../../lib/format.ts'
import { isMeasured } from '../../lib/units.ts'
import { sum } from './orders.ts'

/** So much of a line; `unit` where its product is known. */
export type Share = { quantity: number; unit?: string | undefined }

export type Amount = {
  /** The bare number. */
  n: string
  /** For a button: "7", "5.5 kg", "2 lines". */
  short: string
  /** For a sentence: "7 units", "5.5 kg", "2 lines". */
  long: string
}

/** How much of it is done: in the same measure, so that of lamps and rice it is the lines that are done whole. */
export function progressOf(
  shares: readonly (Share & { fulfilled: number })[],
  format: Pick<Format, 'number' | 'quantity'>,
  t: TFunction<'orders'>,
): { done: string; all: Amount } {
  const done = isMixed(shares)
    ? shares.filter(({ quantity, fulfilled }) => fulfilled >= quantity).length
    : sum(shares.map(({ fulfilled }) => fulfilled))
  return { done: format.number(done), all: amountOf(shares, format, t) }
}

/** How much some lines are together. Pieces add up, and so do kilograms; both together are only so many lines. */
export function amountOf(
  shares: readonly Share[],
  { number, quantity }: Pick<Format, 'number' | 'quantity'>,
  t: TFunction<'orders'>,
): Amount {
  if (isMixed(shares)) {
    const count = shares.filter(share => share.quantity > 0).length
    const lines = t('amount.lines', { count, n: number(count) })
    return { n: number(count), short: lines, long: lines }
  }
  const total = sum(shares.map(share => share.quantity))
  const unit = shares[0] && measureOf(shares[0])
  const n = number(total)
  if (unit) return { n, short: quantity(total, unit), long: quantity(total, unit) }
  return { n, short: n, long: t('amount.units', { count: total, n }) }
}

const isMixed = (shares: readonly Share[]): boolean => new Set(shares.map(measureOf)).size > 1

/** Null: counted in pieces. A fraction is measured in something, whether or not its product is known. */
function measureOf({ quantity, unit }: Share): string | null {
  if (unit) return isMeasured(unit) ? unit : null
  return Number.isInteger(quantity) ? null : ''
}
