import { ArrowLeft, ListFilter } from 'lucide-react'
import { useState } from 'react'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { Popover } from '../Popover.tsx'
import { FilterEditor } from './FilterEditor.tsx'
import { isActive } from './filters.ts'
import type { Filter } from './types.ts'

type AddFilterProps = { table: string; filters: Filter[]; search: ListSearch; onSearch: (patch: ListSearch) => void }

/** First which field, then its value, in the same place. */
export function AddFilter({ filters, ...rest }: AddFilterProps) {
  const { t } = useTranslation('table')
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<Filter | null>(null)

  function turn(next: boolean): void {
    setOpen(next)
    if (next) setChosen(null)
  }

  return (
    <Popover
      label={t('filter.add')}
      open={isOpen}
      onOpenChange={turn}
      className={chosen ? undefined : 'p-1'}
      trigger={
        <Button size="sm" icon={ListFilter}>
          {t('filter.add')}
        </Button>
      }
    >
      {chosen ? (
        <div className="grid gap-2">
          <Button
            kind="bare"
            size="sm"
            icon={ArrowLeft}
            className="-ms-2 justify-self-start"
            onClick={() => setChosen(null)}
          >
            {t('filter.others')}
          </Button>
          <FilterEditor {...rest} filter={chosen} done={() => setOpen(false)} />
        </div>
      ) : (
        <Fields filters={filters} search={rest.search} onChoose={setChosen} />
      )}
    </Popover>
  )
}

type FieldsProps = Pick<AddFilterProps, 'filters' | 'search'> & { onChoose: (filter: Filter) => void }

function Fields({ filters, search, onChoose }: FieldsProps) {
  const { t } = useTranslation('table')
  const free = filters.filter(filter => !isActive(filter, search))
  if (free.length === 0) return <p className="p-3 text-muted-foreground">{t('filter.allUsed')}</p>
  return (
    <ul className="min-w-44">
      {free.map(filter => (
        <li key={filter.id}>
          <button type="button" className="menu-item hover:bg-hover" onClick={() => onChoose(filter)}>
            {filter.label}
          </button>
        </li>
      ))}
    </ul>
  )
}
