import { History } from 'lucide-react'
import { useFormat } from '../../../lib/format.ts'
import type { ListSearch } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, DatePicker, Note } from '../../../ui/index.ts'
import { numbers } from './useLevelFilters.ts'

type AsOfProps = { search: ListSearch; onSearch: (patch: ListSearch) => void }

/** A past day: the list says what was on hand when it ended. Today and emptied mean now. */
export function AsOf({ search, onSearch }: AsOfProps) {
  const { t } = useTranslation('stock')
  const today = dayOf(new Date())
  const shown = search.as_of === undefined ? '' : dayOf(new Date(String(search.as_of)))
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the DatePicker
    <label className="flex items-center gap-2 whitespace-nowrap text-muted-foreground" title={t('asOf.label')}>
      {t('asOf.short')}
      <DatePicker
        className="w-36"
        max={today}
        value={shown}
        onChange={({ target: { value } }) => {
          const isPast = value !== '' && value < today
          onSearch({ ...(isPast && presentOnly), as_of: isPast ? endOf(value) : undefined, cursor: undefined })
        }}
      />
    </label>
  )
}

/** Says that this is the past, and leads back. */
export function AsOfNote({ search, onSearch }: AsOfProps) {
  const { t } = useTranslation('stock')
  const { dateTime } = useFormat()
  if (search.as_of === undefined) return null
  return (
    <Note
      icon={History}
      role="status"
      action={
        <Button size="sm" onClick={() => onSearch({ as_of: undefined, cursor: undefined })}>
          {t('asOf.back')}
        </Button>
      }
    >
      <b>{t('asOf.when', { when: dateTime(String(search.as_of)) })}</b> {t('asOf.only')}
    </Note>
  )
}

const presentOnly: ListSearch = Object.fromEntries(
  numbers.flatMap(name => ['', '__gte', '__lte', '__gt', '__lt'].map(suffix => [`${name}${suffix}`, undefined])),
)

/** The last moment of a day in the reader's calendar. */
function endOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 23, 59, 59, 999).toISOString()
}

const dayOf = (at: Date): string => (Number.isNaN(at.getTime()) ? '' : at.toLocaleDateString('sv-SE'))
