import { Check, MapPin, MapPinOff, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Location } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Empty, Tag, When } from '../../../ui/index.ts'
import { type Column, DataTable, type Filter } from '../../../ui/table/index.ts'
import type { TabProps } from '../address.ts'
import { locationsPath } from '../places.ts'
import { LocationActions } from './LocationActions.tsx'

/** The places where stock can be. */
export function LocationsTab({ search, onSearch, open }: TabProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const list = useList<Location>(locationsPath, { ordering: 'name', ...search })
  const mayAct = can('UPDATE_LOCATION') || can('DELETE_LOCATION')
  return (
    <DataTable
      name="locations"
      label={t('tabs.locations')}
      list={list}
      columns={useColumns(
        row => mayAct && <LocationActions location={row} rename={() => open('location', { id: row.id })} />,
      )}
      rowId={row => row.id}
      rowLabel={row => row.name}
      search={search}
      onSearch={onSearch}
      searchPlaceholder={t('locations.search')}
      filters={useFilters()}
      rowHref={row => `/app/stock?location__in=${row.id}`}
      {...(mayAct && {
        rowActions: (row: Location) => (
          <LocationActions location={row} rename={() => open('location', { id: row.id })} />
        ),
      })}
      exportPath={locationsPath}
      empty={
        <Empty
          title={t('locations.empty')}
          actions={
            can('CREATE_LOCATION') && (
              <Button kind="primary" icon={Plus} onClick={() => open('location')}>
                {t('locations.add')}
              </Button>
            )
          }
        >
          {t('locations.teach')}
        </Empty>
      }
    />
  )
}

function useColumns(acts: (row: Location) => ReactNode): Column<Location>[] {
  const { t } = useTranslation('stock')
  return [
    {
      id: 'name',
      header: t('field.name'),
      sort: 'name',
      phone: 'title',
      width: '20rem',
      cell: ({ name, is_default }) => (
        <span className="thing">
          <span>
            <b>{name}</b>
            {is_default && <small>{t('locations.isDefault')}</small>}
          </span>
        </span>
      ),
    },
    {
      id: 'is_active',
      header: t('field.state'),
      phone: 'value',
      cell: row => (
        <span className="flex items-center gap-1">
          {row.is_active ? (
            <Tag tone="success" icon={row.is_default ? MapPin : Check}>
              {t('locations.active')}
            </Tag>
          ) : (
            <Tag icon={MapPinOff}>{t('locations.inactive')}</Tag>
          )}
          <span className="desk:hidden">{acts(row)}</span>
        </span>
      ),
    },
    {
      id: 'updated_at',
      header: t('field.changed'),
      value: () => null,
      cell: row => <When iso={row.updated_at} className="text-muted-foreground" />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation('stock')
  return [
    {
      id: 'is_active',
      label: t('field.state'),
      kind: 'yesno',
      words: { yes: t('locations.active'), no: t('locations.inactive') },
    },
  ]
}
