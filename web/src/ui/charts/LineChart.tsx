import clsx from 'clsx'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ChartTable } from './ChartTable.tsx'
import { gridOf, useBox } from './scale.ts'

export type Line = { name: string; values: readonly number[]; series?: 1 | 2 | 3 | 4 }

type LineChartProps = {
  /** What the chart says, in a sentence: its text alternative. */
  label: string
  /** What the points are called. */
  points: readonly string[]
  /** The head of the points' column. */
  pointName: string
  lines: readonly Line[]
  format?: (value: number) => string
  height?: number
  className?: string
}

const [top, bottom] = [8, 22]
const dashes = [undefined, undefined, '6 3', '2 3', '8 3 2 3']

/** Courses over time. Lines differ in colour and in their dashes, and each has its name at its end. */
export function LineChart({ label, points, pointName, lines, format, height = 180, className }: LineChartProps) {
  const { number, locale } = useFormat()
  const { i18n } = useTranslation()
  const { ref, width } = useBox()
  const write = format ?? number
  const axis = new Intl.NumberFormat(locale === 'en-IN' ? 'en' : locale, { notation: 'compact' })
  const grid = gridOf(Math.max(0, ...lines.flatMap(({ values }) => values)))
  const gutter = Math.max(...grid.map(line => axis.format(line).length)) * 7 + 10
  const isRtl = i18n.dir() === 'rtl'
  const room = width - gutter - 6
  const y = (value: number) => top + (height - top - bottom) * (1 - value / (grid.at(-1) as number))
  const x = (index: number) => {
    const along = gutter + (points.length > 1 ? (index / (points.length - 1)) * room : room / 2)
    return isRtl ? width - along : along
  }
  return (
    <div ref={ref} className={clsx('grid gap-2', className)}>
      {lines.length > 1 && (
        <span className="legend">
          {lines.map(({ name, series = 1 }) => (
            <span key={name}>
              <svg width="18" height="4" aria-hidden="true">
                <path d="M0 2h18" stroke={`var(--chart-${series})`} strokeWidth="2" strokeDasharray={dashes[series]} />
              </svg>
              {name}
            </span>
          ))}
        </span>
      )}
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} height={height} role="img" aria-label={label}>
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
        {lines.map(({ name, values, series = 1 }) => (
          <path
            key={name}
            d={pathOf(values.map((value, index) => [x(index), y(value)]))}
            fill="none"
            stroke={`var(--chart-${series})`}
            strokeWidth="2"
            strokeLinejoin="round"
            strokeDasharray={dashes[series]}
          />
        ))}
        {[0, points.length - 1].map(
          (index, end) =>
            points[index] !== undefined &&
            (end === 0 || points.length > 1) && (
              <text key={end} x={x(index)} y={height - 5} textAnchor={(end === 0) === isRtl ? 'end' : 'start'}>
                {points[index]}
              </text>
            ),
        )}
      </svg>
      <ChartTable
        caption={label}
        heads={[pointName, ...lines.map(({ name }) => name)]}
        rows={points.map((point, index) => [point, ...lines.map(({ values }) => write(values[index] ?? 0))])}
      />
    </div>
  )
}

/** A course in the size of a word; `label` says where it went. */
export function Sparkline({
  label,
  values,
  width = 96,
  height = 24,
}: {
  label: string
  values: readonly number[]
  width?: number
  height?: number
}) {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (width - 4)
  const y = (value: number) => 2 + (height - 4) * (1 - (value - low) / (high - low || 1))
  const last = values.length - 1
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path
        d={pathOf(values.map((value, index) => [x(index), y(value)]))}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      {last >= 0 && <circle cx={x(last)} cy={y(values[last] as number)} r="2" fill="var(--chart-1)" />}
    </svg>
  )
}

const pathOf = (points: readonly (readonly number[])[]): string =>
  points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${(x as number).toFixed(1)} ${(y as number).toFixed(1)}`)
    .join('')
