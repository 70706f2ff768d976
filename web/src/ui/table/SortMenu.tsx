import { ArrowDown, ArrowDownUp, ArrowUp } from 'lucide-react'
import type { ListSearch } from '../../lib/list.ts'
import { usePhone } from '../../lib/phone.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { Menu, MenuItem } from '../Menu.tsx'
import { orderOf, toggleOrdering } from './ordering.ts'
import type { Column } from './types.ts'

type SortMenuProps<T> = {
  columns: Column<T>[]
  ordering: ListSearch[string]
  onOrdering: (ordering: string | undefined) => void
}

/** On phones, where a table has no headings to press. */
export function SortMenu<T>({ columns, ordering, onOrdering }: SortMenuProps<T>) {
  const { t } = useTranslation('table')
  const now = ordering === undefined ? undefined : String(ordering)
  const sortable = columns.flatMap(({ header, sort }) => (sort ? [{ header, sort, order: orderOf(now, sort) }] : []))
  const isPhone = usePhone()
  if (!isPhone || sortable.length === 0) return null
  const first = sortable.find(({ order }) => order?.place === 1)
  return (
    <span className="desk:hidden">
      <Menu
        align="start"
        trigger={
          <Button size="sm" icon={ArrowDownUp}>
            {first ? t('sort.by', { column: first.header }) : t('sort.label')}
          </Button>
        }
      >
        {sortable.map(({ header, sort, order }) => (
          <MenuItem
            key={sort}
            icon={order?.direction === 'descending' ? ArrowDown : order ? ArrowUp : ArrowDownUp}
            onSelect={() => onOrdering(toggleOrdering(now, sort))}
          >
            {order ? t(`sort.${order.direction}`, { column: header }) : header}
          </MenuItem>
        ))}
      </Menu>
    </span>
  )
}
