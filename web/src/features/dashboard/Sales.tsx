import clsx from 'clsx'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { BarChart, BarLegend } from '../../ui/charts/BarChart.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { growthOf, lastDays } from './figures.ts'
import type { Part } from './types.ts'

/** What was sold each day, with the earlier period as a tick over each bar. */
export function Sales({ sales, period, className }: { sales: Part<'sales'>; period: number; className?: string }) {
  const { t } = useTranslation('dashboard')
  const { money, day, percent } = useFormat()
  const days = lastDays(sales, period)
  const total = money(days.reduce((sum, { value }) => sum + value, 0))
  const growth = growthOf(days)
  const hasBefore = growth !== null
  const says = growth === null ? null : t(growth < 0 ? 'less' : 'more', { percent: percent(Math.abs(growth)) })
  return (
    <Sheet
      title={t('salesPerDay')}
      actions={<BarLegend value={t('thisPeriod')} {...(hasBefore && { before: t('periodBefore') })} />}
      flush
      className={clsx('flex flex-col', className)}
    >
      <div className="sheet-body flex flex-1 flex-col">
        <p className="mb-2 flex flex-wrap items-baseline gap-x-3">
          <span className="type-wide text-22 font-semibold">{total}</span>
          {says && <span className={growth && growth < 0 ? 'text-danger-text' : 'text-success-text'}>{says}</span>}
        </p>
        <BarChart
          fills
          label={t('salesSays', { total, count: period })}
          names={{ bar: t('day'), value: t('sold'), ...(hasBefore && { before: t('periodBefore') }) }}
          format={money}
          bars={days.map(({ day: date, value, before }, index) => ({
            label: String(Number(date.slice(8))),
            name: day(date),
            value,
            before: hasBefore ? before : null,
            now: index === days.length - 1,
          }))}
        />
      </div>
    </Sheet>
  )
}
