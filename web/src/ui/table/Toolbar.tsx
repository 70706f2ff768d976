import { Columns3, X } from 'lucide-react'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { Segmented } from '../choices.tsx'
import { Menu, MenuCheck, MenuItem, MenuLine } from '../Menu.tsx'
import { SearchInput } from '../SearchInput.tsx'
import { AddFilter } from './AddFilter.tsx'
import { ExportButton } from './ExportButton.tsx'
import { FilterBadge } from './FilterBadge.tsx'
import { isActive } from './filters.ts'
import { SaveView } from './SaveView.tsx'
import { SortMenu } from './SortMenu.tsx'
import type { Column, DataTableProps } from './types.ts'
import { isFixed } from './useColumns.ts'
import { useLabels } from './useLabels.ts'
import type { TableModel } from './useTableModel.ts'

type ToolbarProps<T extends object> = DataTableProps<T> & { allColumns: Column<T>[]; model: TableModel<T> }

/** Search, filter badges, and at the end what concerns the view. On a phone the search has a row of its own. */
export function Toolbar<T extends object>({ allColumns, model, ...props }: ToolbarProps<T>) {
  const { t } = useTranslation('table')
  const { name, search, onSearch, searchPlaceholder, keys, tools, exportPath } = props
  const { filters, views, density } = model
  const active = filters.filter(filter => isActive(filter, search))
  const labels = useLabels(name, active, search)
  const ask = (patch: typeof search) => onSearch({ ...patch, cursor: undefined })
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> holds only a part of what this row is for
    <div className="data-tools" role="group" aria-label={t('tools')}>
      {searchPlaceholder !== undefined && (
        <SearchInput
          value={search.search === undefined ? '' : String(search.search)}
          onSearch={text => ask({ search: text || undefined })}
          label={t('search', { list: props.label })}
          placeholder={searchPlaceholder}
          hotkey={keys !== false}
        />
      )}
      {active.map(filter => (
        <FilterBadge
          key={filter.id}
          table={name}
          filter={filter}
          search={search}
          onSearch={ask}
          labels={labels[filter.id]}
        />
      ))}
      {filters.length > 0 && <AddFilter table={name} filters={filters} search={search} onSearch={ask} />}
      {(active.length > 0 || (views.isNarrowed && !views.active)) && (
        <Button kind="bare" size="sm" className="text-muted-foreground" onClick={views.clear}>
          {t('filter.clear')}
        </Button>
      )}
      <SortMenu columns={allColumns} ordering={search.ordering} onOrdering={ordering => ask({ ordering })} />
      <div className="data-tools-end max-desk:hidden">
        <SaveView views={views} />
        <ColumnsMenu columns={allColumns} choice={model.choice} />
        {exportPath && <ExportButton path={exportPath} search={search} name={name} />}
        {tools}
        <Segmented
          label={t('density.label')}
          value={density.isTight ? 'tight' : 'roomy'}
          onChange={value => density.setTight(value === 'tight')}
          options={[
            { value: 'roomy', label: t('density.roomy') },
            { value: 'tight', label: t('density.tight') },
          ]}
        />
      </div>
    </div>
  )
}

function ColumnsMenu<T extends object>({ columns, choice }: { columns: Column<T>[]; choice: TableModel<T>['choice'] }) {
  const { t } = useTranslation('table')
  const free = columns.filter(column => !isFixed(column))
  if (free.length === 0) return null
  return (
    <Menu
      trigger={
        <Button kind="bare" size="sm" icon={Columns3}>
          {t('columns.label')}
        </Button>
      }
    >
      {free.map(({ id, header }) => (
        <MenuCheck key={id} checked={choice.visibility[id] ?? true} onChange={isShown => choice.show(id, isShown)}>
          {header}
        </MenuCheck>
      ))}
      {choice.isChanged && (
        <>
          <MenuLine />
          <MenuItem icon={X} onSelect={choice.reset}>
            {t('columns.reset')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
