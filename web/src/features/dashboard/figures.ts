import type { Part } from './types.ts'

export const periods = [7, 14, 30] as const

export const isPeriod = (days: number): boolean => (periods as readonly number[]).includes(days)

type Sales = Part<'sales'>

/** The last `days` days with what the same place had one period earlier, as far as that is known. */
export function lastDays(sales: Sales, days: number): { day: string; value: number; before: number | null }[] {
  const from = Math.max(0, sales.length - days)
  return sales.slice(from).map(({ day, total }, index) => {
    const earlier = sales[from + index - days]
    return { day, value: Number(total), before: earlier ? Number(earlier.total) : null }
  })
}

/** How much more (0.1 = 10 %) a sum is than the one before it; null where there is none to compare. */
export function growthOf(days: { value: number; before: number | null }[]): number | null {
  if (days.some(({ before }) => before === null)) return null
  const sum = (pick: 'value' | 'before') => days.reduce((total, day) => total + (day[pick] ?? 0), 0)
  const before = sum('before')
  return before === 0 ? null : sum('value') / before - 1
}
