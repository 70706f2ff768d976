import type { CountSummary } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { findName, useNames } from '../../../lib/names.ts'
import { offerPeople } from '../../../lib/people.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { When } from '../../../ui/index.ts'
import type { Column, Filter } from '../../../ui/table/index.ts'
import { useLocationOptions } from '../levels/useLevelFilters.ts'
import { CountState } from './CountState.tsx'

export function useCountColumns(rows: readonly CountSummary[]): Column<CountSummary>[] {
  const { t } = useTranslation('stock')
  const nameOf = useNames(rows.flatMap(({ created_by, decided_by }) => [created_by, decided_by]))
  return [
    {
      id: 'id',
      header: t('counts.count'),
      sort: 'id',
      phone: 'title',
      width: '22rem',
      cell: ({ id, location_name, note }) => (
        <span className="thing">
          <span>
            <b>
              {t('count.title', { id })} <span className="font-normal text-muted-foreground">{location_name}</span>
            </b>
            {note && <small>{note}</small>}
          </span>
        </span>
      ),
    },
    { id: 'status', header: t('field.state'), phone: 'value', cell: ({ status }) => <CountState status={status} /> },
    {
      id: 'entered_count',
      header: t('counts.progress'),
      phone: 'detail',
      width: '220px',
      cell: row => <Progress count={row} />,
    },
    { id: 'created_by', header: t('counts.openedBy'), cell: ({ created_by }) => nameOf(created_by) },
    {
      id: 'created_at',
      header: t('counts.openedAt'),
      phone: 'figure',
      cell: ({ created_at }) => <When iso={created_at} className="text-muted-foreground" />,
    },
    { id: 'decided_by', header: t('counts.decidedBy'), cell: ({ decided_by }) => nameOf(decided_by) },
    {
      id: 'decided_at',
      header: t('counts.decidedAt'),
      hidden: true,
      cell: ({ decided_at }) => <When iso={decided_at} />,
    },
  ]
}

function Progress({ count: { entered_count: entered, lines_count: all } }: { count: CountSummary }) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  return (
    <span className="flex items-center gap-2">
      <span className="meter w-20 shrink-0" aria-hidden>
        <i style={{ width: `${all === 0 ? 0 : (entered / all) * 100}%` }} />
      </span>
      {t('counts.of', { entered: number(entered), all: number(all) })}
    </span>
  )
}

export function useCountFilters(): Filter[] {
  const { t } = useTranslation('stock')
  const places = useLocationOptions()
  return [
    {
      id: 'status__in',
      label: t('field.state'),
      kind: 'multi',
      options: (['open', 'posted', 'cancelled'] as const).map(value => ({ value, label: t(`counts.states.${value}`) })),
    },
    ...(places.length > 0
      ? [{ id: 'location__in', label: t('field.location'), kind: 'multi' as const, options: places }]
      : []),
    {
      id: 'created_by',
      label: t('counts.openedBy'),
      kind: 'relation',
      load: text => offerPeople(text, 'true'),
      nameOf: id => findName(Number(id)),
    },
    { id: 'created_at', label: t('counts.openedAt'), kind: 'date' },
  ]
}
