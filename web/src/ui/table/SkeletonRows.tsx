import clsx from 'clsx'
import { SrOnly } from '../SrOnly.tsx'
import { roles } from './roles.ts'
import type { Column } from './types.ts'

const lines = [62, 48, 70, 54, 66, 44, 58, 50]

/** Rows of the table's own shape, margin included, while the first answer is under way. */
export function SkeletonRows<T>({
  columns,
  hasActions,
  label,
}: {
  columns: Column<T>[]
  hasActions: boolean
  label: string
}) {
  return lines.map((line, index) => (
    <tr key={line} {...roles.row} className="skeleton-wait">
      <td {...roles.cell} className="ledger-margin">
        {index === 0 && <SrOnly>{label}</SrOnly>}
      </td>
      {columns.map(({ id, phone, align }) => (
        <td
          key={id}
          {...roles.cell}
          className={clsx(align === 'end' && 'ledger-num', phone && phone !== 'hidden' && cards[phone])}
        >
          <Block isTitle={phone === 'title'} isEnd={align === 'end'} line={line} />
        </td>
      ))}
      {hasActions && <td {...roles.cell} className="ledger-acts" />}
    </tr>
  ))
}

const cards = {
  title: 'card-title',
  value: 'card-value',
  detail: 'card-more',
  figure: 'card-figure',
  wide: 'card-wide',
}

function Block({ isTitle, isEnd, line }: { isTitle: boolean; isEnd: boolean; line: number }) {
  if (!isTitle)
    return (
      <span className={clsx('skeleton h-2.5', isEnd && 'ms-auto')} style={{ width: isEnd ? line * 0.8 : line * 1.2 }} />
    )
  return (
    <span className="flex items-center gap-2.5">
      <span className="skeleton size-7.5 flex-none" />
      <span className="skeleton h-2.5" style={{ width: line * 2.4 }} />
    </span>
  )
}
