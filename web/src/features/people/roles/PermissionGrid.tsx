import './grid.css'
import { useRef } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { type Held, scopes } from '../grants.ts'
import { useRoleName } from '../words.ts'
import { aria } from './aria.ts'
import type { Cell } from './draft.ts'
import { GridCell } from './GridCell.tsx'
import type { Section } from './permissions.ts'
import { RoleHead } from './RoleHead.tsx'
import { useGridKeys } from './useGridKeys.ts'
import type { RoleColumn } from './useRoleColumns.ts'

type PermissionGridProps = {
  sections: readonly Section[]
  columns: readonly RoleColumn[]
  held: Held | null
  /** Whose column a phone shows. */
  shown: number | undefined
  onCell: (roleId: number, code: string, to: Cell) => void
  onRefused: (code: string) => void
}

/** Every permission, every role. On a phone one role at a time. */
export function PermissionGrid({ sections, columns, held, shown, onCell, onRefused }: PermissionGridProps) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const grid = useRef<HTMLTableElement>(null)
  const keys = useGridKeys(grid)
  const reachOf = (code: string) => scopes.filter(scope => held?.get(code)?.has(scope)).join(' ')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className="pgrid-scroll" aria-label={t('grid.label')} tabIndex={0}>
      <table {...aria.grid} className="pgrid" aria-label={t('grid.label')} ref={grid} {...keys}>
        <thead {...aria.group} className="max-desk:hidden">
          <tr {...aria.row}>
            <th {...aria.columnHead} scope="col">
              {t('grid.permission')}
            </th>
            {columns.map(column => (
              <RoleHead key={column.role.id} column={column} />
            ))}
          </tr>
        </thead>
        {sections.map(section => (
          <tbody key={section.id} {...aria.group}>
            <tr {...aria.row} className="pgrid-section">
              <th {...aria.rowHead} scope="rowgroup">
                {section.name}
              </th>
              {columns.map(({ role, after }) => (
                <td key={role.id} {...aria.cell} className={role.id === shown ? undefined : 'max-desk:hidden'}>
                  {t('grid.count', {
                    n: section.permissions.filter(({ code }) => code in after).length,
                    all: section.permissions.length,
                  })}
                </td>
              ))}
            </tr>
            {section.permissions.map(permission => (
              <tr key={permission.code} {...aria.row} data-scoped={permission.scoped || undefined}>
                <th {...aria.rowHead} scope="row" title={permission.code}>
                  {permission.name}
                </th>
                {columns.map(({ role, before, after, lock }) => (
                  <GridCell
                    key={role.id}
                    permission={permission}
                    roleId={role.id}
                    roleName={roleName(role.name)}
                    value={after[permission.code] ?? null}
                    saved={before[permission.code] ?? null}
                    isFixed={lock !== null}
                    reach={reachOf(permission.code)}
                    isShown={role.id === shown}
                    onCell={onCell}
                    onRefused={onRefused}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}
