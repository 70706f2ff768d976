import { invalid } from '../../platform/errors.ts'
import type { Query } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { parseTime } from '../../platform/time.ts'
import { startOfDays } from './days.ts'

/** From `from` on, before `to`. `isWhole`: made of whole days, the last of which may be under way. */
export type Period = { from: Date; to: Date; isWhole: boolean }

const dayMs = 86_400_000
const usualDays = 30

const fixed = (description: string) => ({ description, where: () => sql`true` })

/** The parameters of a report about a period, declared as filters of its list: they decide what is counted, not which rows show. */
export const periodFilters = {
  from: fixed('the first day (2026-11-01, UTC) or moment; by default the first of the 30 days that `to` ends'),
  to: fixed('the last day (2026-11-21, the whole of it) or the moment before which it ends; by default now'),
}

/** The period that a query asks for. Throws 400 on `from` or `to`. */
export function readPeriod({ from, to }: Query, now = Date.now()): Period {
  const end = to ? readEnd(String(to)) : new Date(now)
  const start = from ? readMoment('from', String(from)) : startOfDays(usualDays, end.getTime() - 1)
  if (start >= end) throw invalid('from', 'Send a moment before `to`.')
  if (start.getTime() > now) throw invalid('from', 'Send a moment that has passed.')
  return { from: start, to: end, isWhole: isDay(start) && (isDay(end) || end.getTime() >= now) }
}

function readEnd(text: string): Date {
  const moment = readMoment('to', text)
  return text.length <= 'YYYY-MM-DD'.length ? new Date(moment.getTime() + dayMs) : moment
}

function readMoment(name: string, text: string): Date {
  const moment = parseTime(text)
  if (!moment) throw invalid(name, 'Send a day as YYYY-MM-DD or a time as YYYY-MM-DDThh:mm:ssZ.')
  return moment
}

function isDay(moment: Date): boolean {
  return moment.getTime() % dayMs === 0
}
