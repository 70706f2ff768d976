import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from '../../lib/translation.ts'
import { Checkbox } from '../choices.tsx'
import { SrOnly } from '../SrOnly.tsx'
import { orderOf, toggleOrdering } from './ordering.ts'
import { roles } from './roles.ts'
import type { Column } from './types.ts'
import type { Selection } from './useSelection.ts'

type TableHeadProps<T> = {
  columns: Column<T>[]
  ordering: string | undefined
  onOrdering: (ordering: string | undefined) => void
  selection: Selection<T> | undefined
  hasActions: boolean
}

export function TableHead<T>({ columns, ordering, onOrdering, selection, hasActions }: TableHeadProps<T>) {
  const { t } = useTranslation('table')
  return (
    <thead {...roles.group}>
      <tr {...roles.row}>
        <th {...roles.head} scope="col" className="ledger-margin">
          {selection ? (
            <span className="ledger-pick">
              <Checkbox
                aria-label={t('selectPage')}
                checked={selection.isAllOnPage}
                indeterminate={selection.isSomeOnPage && !selection.isAllOnPage}
                onChange={event => selection.toggleAllOnPage(event.target.checked)}
              />
            </span>
          ) : (
            <SrOnly>{t('marks')}</SrOnly>
          )}
        </th>
        {columns.map(column => (
          <Heading key={column.id} column={column} ordering={ordering} onOrdering={onOrdering} />
        ))}
        {hasActions && (
          <th {...roles.head} scope="col" className="ledger-acts">
            <SrOnly>{t('actions')}</SrOnly>
          </th>
        )}
      </tr>
    </thead>
  )
}

type HeadingProps<T> = Pick<TableHeadProps<T>, 'ordering' | 'onOrdering'> & { column: Column<T> }

function Heading<T>({ column, ordering, onOrdering }: HeadingProps<T>) {
  const { t } = useTranslation('table')
  const { header, heading, sort, align, width } = column
  const order = sort ? orderOf(ordering, sort) : null
  return (
    <th
      {...roles.head}
      scope="col"
      className={clsx(align === 'end' && 'ledger-num')}
      style={{ width }}
      aria-sort={sort ? (order?.direction ?? 'none') : undefined}
    >
      {sort ? (
        <button
          type="button"
          className="ledger-sort"
          title={t('sort.hint')}
          onClick={event => onOrdering(toggleOrdering(ordering, sort, event.shiftKey))}
        >
          {header}
          {order && <Arrow {...order} />}
        </button>
      ) : heading ? (
        <>
          <SrOnly>{header}</SrOnly>
          <span aria-hidden>{heading}</span>
        </>
      ) : (
        header
      )}
    </th>
  )
}

function Arrow({ direction, place, of }: { direction: 'ascending' | 'descending'; place: number; of: number }) {
  const Icon = direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <>
      <Icon aria-hidden />
      {of > 1 && (
        <span className="data-sort-place" aria-hidden>
          {place}
        </span>
      )}
    </>
  )
}
