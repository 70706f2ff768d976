import clsx from 'clsx'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { StockMark } from '../pills.tsx'
import { roles } from './roles.ts'
import type { Column, MarkKind, PhoneSlot } from './types.ts'
import { cellKey } from './useChanged.ts'

type TableRowProps<T> = {
  id: string
  row: T
  /** What the row is called. */
  label: string
  columns: Column<T>[]
  changed: ReadonlySet<string>
  mark: MarkKind | null
  isSelected: boolean
  onToggle: ((id: string, isRange: boolean) => void) | undefined
  href: string | undefined
  onOpen: ((row: T) => void) | undefined
  actions: ((row: T) => ReactNode) | undefined
}

const slots: Record<PhoneSlot, string> = {
  title: 'card-title',
  value: 'card-value',
  detail: 'card-more',
  figure: 'card-figure',
  wide: 'card-wide',
  hidden: '',
}

/** Drawn anew only when something of it changed: a page of them is most of what there is to draw. */
export const TableRow = memo(Row) as typeof Row

function Row<T>(props: TableRowProps<T>) {
  const { id, row, columns, changed, isSelected, onToggle, href, onOpen, actions } = props
  return (
    <tr
      {...roles.row}
      data-row={id}
      data-opens={onOpen ? '' : undefined}
      tabIndex={-1}
      aria-selected={onToggle ? isSelected : undefined}
      onClick={onOpen && (event => isBeside(event) && onOpen(row))}
    >
      <Margin {...props} />
      {columns.map(column => {
        const isName = column.phone === 'title'
        const className = clsx(
          column.align === 'end' && 'ledger-num',
          slots[column.phone ?? 'hidden'],
          changed.has(cellKey(id, column.id)) && 'changed',
        )
        const style = column.width ? { width: column.width, maxWidth: column.width } : undefined
        return isName ? (
          <th key={column.id} {...roles.name} scope="row" className={className} style={style}>
            <Opener href={href} open={onOpen && (() => onOpen(row))}>
              {column.cell(row)}
            </Opener>
          </th>
        ) : (
          <td key={column.id} {...roles.cell} className={className} style={style}>
            {column.cell(row)}
          </td>
        )
      })}
      {actions && (
        <td {...roles.cell} className="ledger-acts">
          <span className="ledger-hover inline-flex gap-0.5">{actions(row)}</span>
        </td>
      )}
    </tr>
  )
}

/** The ruled margin: the mark, and the checkbox that takes its place. */
function Margin<T>({ id, label, mark, isSelected, onToggle }: TableRowProps<T>) {
  const { t } = useTranslation('table')
  return (
    <td {...roles.cell} className="ledger-margin">
      <span className="ledger-pick">
        {onToggle && (
          <input
            type="checkbox"
            className="checkbox"
            checked={isSelected}
            aria-label={t('select', { name: label })}
            onClick={event => onToggle(id, event.shiftKey)}
            onChange={nothing}
          />
        )}
        {mark && <StockMark mark={mark} />}
      </span>
    </td>
  )
}

/** Makes the row's name the link or button that opens it. */
function Opener({
  href,
  open,
  children,
}: {
  href: string | undefined
  open: (() => void) | undefined
  children: ReactNode
}) {
  if (href)
    return (
      <a className="data-open" href={href} onClick={event => isPlain(event) && follow(event, open)}>
        {children}
      </a>
    )
  if (!open) return children
  return (
    <button type="button" className="data-open" onClick={open}>
      {children}
    </button>
  )
}

/** A plain press stays in the app; any other is the browser's. */
function follow(event: MouseEvent, open: (() => void) | undefined): void {
  event.preventDefault()
  open?.()
}

// The press is heard as a click, which knows of Shift; React still wants a word for a controlled box.
function nothing(): void {}

const isPlain = ({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey

const controls =
  'a, button, input, select, textarea, label, summary, [role=menu], [role=dialog], .ledger-margin, .ledger-acts'

/** Whether a press was meant for the row: not for a control in it, a menu that hangs on it, or the end of marking a text. */
function isBeside(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target as HTMLElement
  if (!event.currentTarget.contains(target) || target.closest(controls)) return false
  return isPlain(event) && String(getSelection() ?? '') === ''
}
