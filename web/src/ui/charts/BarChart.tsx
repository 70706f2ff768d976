import clsx from 'clsx'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ChartTable } from './ChartTable.tsx'
import { gridOf, useBox } from './scale.ts'

export type Bar = {
  /** Under the bar: "20". */
  label: string
  /** Its whole name, for the table and the pointer: "20 November". */
  name?: string
  /** Below the labels, where it begins: "November". */
  group?: string
  value: number
  /** The same place one period earlier. */
  before?: number | null
  /** Today: full strength. */
  now?: boolean
}

type BarChartProps = {
  /** What the chart says, in a sentence: its text alternative. */
  label: string
  bars: readonly Bar[]
  /** Heads of the table: what a bar is, what its height is, what the tick is. */
  names: { bar: string; value: string; before?: string }
  /** For the table and the pointer; the axis is compact by itself. */
  format?: (value: number) => string
  height?: number
  /** As tall as the place it is given, `height` at least. */
  fills?: boolean
  className?: string
}

const [top, bottom] = [8, 38]

/** Bars with the earlier period as a tick over each. */
export function BarChart({ label, bars, names, format, height: least = 196, fills, className }: BarChartProps) {
  const { number, locale } = useFormat()
  const { i18n } = useTranslation()
  const { ref, width, height: given } = useBox()
  const height = fills ? Math.max(least, given) : least
  const write = format ?? number
  const axis = new Intl.NumberFormat(locale === 'en-IN' ? 'en' : locale, { notation: 'compact' })
  const grid = gridOf(Math.max(0, ...bars.map(bar => Math.max(bar.value, bar.before ?? 0))))
  const highest = grid.at(-1) as number
  const gutter = Math.max(...grid.map(line => axis.format(line).length)) * 7 + 10
  const isRtl = i18n.dir() === 'rtl'
  const slot = (width - gutter) / Math.max(1, bars.length)
  const bar = Math.min(44, slot * 0.72)
  const y = (value: number) => top + (height - top - bottom) * (1 - Math.max(0, value) / highest)
  const x = (index: number) => (isRtl ? width - gutter - (index + 0.5) * slot : gutter + (index + 0.5) * slot)
  const every = Math.max(1, Math.ceil(26 / slot))

  return (
    <div
      ref={ref}
      className={clsx('min-w-0', fills && 'relative flex-1', className)}
      style={fills ? { minHeight: least } : undefined}
    >
      <svg
        className={clsx('chart', fills && 'absolute inset-0')}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        role="img"
        aria-label={label}
      >
        {grid.map((line, index) => (
          <g key={line}>
            <line
              className={clsx('chart-grid', index === 0 && 'chart-base')}
              x1={isRtl ? 0 : gutter}
              x2={isRtl ? width - gutter : width}
              y1={y(line)}
              y2={y(line)}
            />
            <text x={isRtl ? width : gutter - 8} y={y(line) + 4} textAnchor="end">
              {axis.format(line)}
            </text>
          </g>
        ))}
        {bars.map((each, index) => (
          <g key={index} className="chart-slot">
            <title>{sentence(each)}</title>
            <rect x={x(index) - slot / 2} y={top} width={slot} height={height - top - bottom} fill="transparent" />
            <path
              className={clsx('chart-bar', each.now && 'now')}
              d={column(x(index), y(each.value), y(0), bar)}
              fill="var(--chart-1)"
            />
            {each.before !== null && each.before !== undefined && (
              <line
                className="chart-before"
                x1={x(index) - bar / 2 - 3}
                x2={x(index) + bar / 2 + 3}
                y1={y(each.before)}
                y2={y(each.before)}
              />
            )}
            {(index % every === 0 || each.now) && (
              <text className={clsx(each.now && 'chart-now')} x={x(index)} y={height - bottom + 17} textAnchor="middle">
                {each.label}
              </text>
            )}
            {each.group && each.group !== bars[index - 1]?.group && (
              <text x={x(index) + (isRtl ? bar / 2 : -bar / 2)} y={height - 4} textAnchor={isRtl ? 'end' : 'start'}>
                {each.group}
              </text>
            )}
          </g>
        ))}
      </svg>
      <ChartTable
        caption={label}
        heads={[names.bar, names.value, ...(names.before ? [names.before] : [])]}
        rows={bars.map(each => [
          each.name ?? each.label,
          write(each.value),
          ...(names.before ? [typeof each.before === 'number' ? write(each.before) : '–'] : []),
        ])}
      />
    </div>
  )

  function sentence({ name, label: short, value, before }: Bar): string {
    const was = names.before && typeof before === 'number' ? `\n${names.before}: ${write(before)}` : ''
    return `${name ?? short}\n${names.value}: ${write(value)}${was}`
  }
}

/** A bar with its two upper corners rounded; one of nought has no area. */
function column(centre: number, from: number, to: number, width: number): string {
  const tall = to - from
  if (tall <= 0) return ''
  const r = Math.min(2, tall)
  const [a, b] = [centre - width / 2, centre + width / 2]
  return `M${a} ${to}V${from + r}Q${a} ${from} ${a + r} ${from}H${b - r}Q${b} ${from} ${b} ${from + r}V${to}Z`
}

/** What bar and tick mean. */
export function BarLegend({ value, before }: { value: string; before?: string }) {
  return (
    <span className="legend">
      <span>
        <i className="swatch bg-chart-1" />
        {value}
      </span>
      {before && (
        <span>
          <i className="h-0.5 w-3.5 bg-chart-2" />
          {before}
        </span>
      )}
    </span>
  )
}
