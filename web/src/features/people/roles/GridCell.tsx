import clsx from 'clsx'
import { Check } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { type Scope, scopes } from '../grants.ts'
import { aria } from './aria.ts'
import type { Cell } from './draft.ts'
import type { Permission } from './permissions.ts'

type GridCellProps = {
  permission: Permission
  roleId: number
  roleName: string
  value: Cell
  /** What is saved. */
  saved: Cell
  /** Only looked at. */
  isFixed: boolean
  /** How far one holds it oneself, and so may grant it: scopes, joined by a blank. */
  reach: string
  isShown: boolean
  onCell: (roleId: number, code: string, to: Cell) => void
  onRefused: (code: string) => void
}

/** Whether a role allows something, and how far. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { t } = useTranslation('people')
  const { permission, roleName, value, saved, isFixed, isShown } = props
  const isChanged = value !== saved
  const label = t('grid.cell', { permission: permission.name, role: roleName })
  return (
    <td {...aria.cell} className={clsx('pgrid-cell', isChanged && 'is-changed', !isShown && 'max-desk:hidden')}>
      {isFixed ? (
        <Fixed permission={permission} value={saved} />
      ) : permission.scoped ? (
        <Reach {...props} label={label} />
      ) : (
        <Tick {...props} label={label} />
      )}
      {isChanged && <span className="sr-only">{t('grid.was', { was: t(`reach.${saved ?? 'none'}`) })}</span>}
    </td>
  )
})

function Fixed({ permission, value }: Pick<GridCellProps, 'permission' | 'value'>) {
  const { t } = useTranslation('people')
  if (value === null)
    return (
      <span className="text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">{t('grid.no')}</span>
      </span>
    )
  if (permission.scoped) return <span className="text-12 font-medium">{t(`reach.${value}`)}</span>
  return (
    <span className="text-spruce-text">
      <Check aria-hidden />
      <span className="sr-only">{t('grid.yes')}</span>
    </span>
  )
}

type Labelled = GridCellProps & { label: string }

function Tick({ permission: { code }, roleId, value, reach, label, onCell, onRefused }: Labelled) {
  const mayGrant = reach !== '' || value !== null
  return (
    <input
      type="checkbox"
      className="checkbox"
      tabIndex={-1}
      data-stop=""
      data-role={roleId}
      aria-label={label}
      aria-disabled={mayGrant ? undefined : true}
      checked={value !== null}
      onChange={({ target }) => (mayGrant ? onCell(roleId, code, target.checked ? 'all' : null) : onRefused(code))}
    />
  )
}

function Reach({ permission: { code }, roleId, value, saved, reach, label, onCell, onRefused }: Labelled) {
  const { t } = useTranslation('people')
  const mine = reach.split(' ')
  const mayGrant = (to: Cell) => to === null || mine.includes('all') || mine.includes(to)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend that this row of buttons has not
    <div role="group" aria-label={label} className="reach">
      {([null, ...scopes] as (Scope | null)[]).map(to => (
        <button
          key={to}
          type="button"
          tabIndex={-1}
          data-stop=""
          data-role={roleId}
          aria-pressed={value === to}
          aria-disabled={mayGrant(to) ? undefined : true}
          className={clsx(value !== saved && saved === to && 'was')}
          onClick={() => (mayGrant(to) ? onCell(roleId, code, to) : onRefused(code))}
        >
          {t(`reach.${to ?? 'none'}`)}
        </button>
      ))}
    </div>
  )
}
