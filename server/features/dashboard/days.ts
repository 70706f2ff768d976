/** Pure: days in UTC, and figures of each of them. */

const dayMs = 86_400_000

export const salesDays = 30

export type CountByDay = { day: string; count: number; sum: number }

/** The beginning of the first of so many days, of which today is the last. */
export function startOfDays(days: number, now = Date.now()): Date {
  return new Date(Math.floor(now / dayMs) * dayMs - (days - 1) * dayMs)
}

/** The figures of every day since `since`, of those without any as zeros. */
export function daysUpTo(since: Date, known: readonly CountByDay[], now = Date.now()): CountByDay[] {
  const byDay = new Map(known.map(figures => [figures.day, figures]))
  const days = Math.floor((now - since.getTime()) / dayMs) + 1
  return Array.from({ length: days }, (_, i) => {
    const day = new Date(since.getTime() + i * dayMs).toISOString().slice(0, 10)
    return byDay.get(day) ?? { day, count: 0, sum: 0 }
  })
}
