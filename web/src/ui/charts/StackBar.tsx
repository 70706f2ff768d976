import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useFormat } from '../../lib/format.ts'

export type StackPart = { label: string; value: number; series: 1 | 2 | 3 | 4 | 5; link?: ReactNode }

type StackBarProps = {
  /** What the whole is: "Orders by state, 59 in 14 days". */
  label: string
  parts: readonly StackPart[]
  format?: (value: number) => string
  className?: string
}

/** Parts of one whole; each has its word and number below. */
export function StackBar({ label, parts, format, className }: StackBarProps) {
  const { number } = useFormat()
  const write = format ?? number
  const sum = parts.reduce((total, { value }) => total + value, 0)
  return (
    <div className={clsx('grid gap-3', className)}>
      <div
        className="stackbar"
        role="img"
        aria-label={`${label}: ${parts.map(part => `${part.label} ${write(part.value)}`).join(', ')}`}
      >
        {sum === 0 && <span className="flex-1 bg-sunk" />}
        {parts.map(
          ({ label: name, value, series }) =>
            value > 0 && <span key={name} style={{ flexGrow: value, background: colour(series) }} />,
        )}
      </div>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1.5">
        {parts.map(({ label: name, value, series, link }) => (
          <li key={name} className="flex items-center gap-2.5">
            <i className="swatch" style={{ background: colour(series) }} />
            <span className="min-w-0 flex-1">{link ?? name}</span>
            <b>{write(value)}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

const colour = (series: number): string => `var(--chart-${series})`
