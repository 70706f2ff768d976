import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { FieldError } from '../Field.tsx'
import { Kbd } from '../Kbd.tsx'
import { useCellEdit } from './useCellEdit.ts'

export type EditableCellProps<V extends string | number | null> = {
  value: V
  /** Its name: "Price of Ajrakh Saree". */
  label: string
  /** As it is read. */
  format: (value: V) => ReactNode
  /** As it is written in the field; the plain value unless told. */
  edit?: (value: V) => string
  /** What was typed, as a value; undefined when it is none. */
  parse: (text: string) => V | undefined
  /** Why `parse` gave undefined. */
  invalid: string
  save: (value: V) => Promise<unknown>
  /** After saving, such as the list's refetch. */
  done?: () => unknown
  /** "Price of Ajrakh Saree set to ₹3,300.00." Shown in a toast with Undo. */
  said?: (value: V) => string
  /** Before the field: the currency's sign. */
  prefix?: string
  /** Letters, not figures: the field is wider and starts at the start. */
  isText?: boolean
}

/**
 * A figure that can be changed where it stands: a press, Enter or F2 opens it, Enter or leaving saves, Escape reverts. The new
 * value shows at once and goes back, with the reason beside it, when the server refuses.
 */
export function EditableCell<V extends string | number | null>(props: EditableCellProps<V>) {
  const { label, format, prefix, isText = false } = props
  const { t } = useTranslation('table')
  const cell = useCellEdit(props)
  const button = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && cell.draft === null && cell.isFocusBack) button.current?.focus()
    wasEditing.current = cell.draft !== null
  })

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') cell.commit(true)
    if (event.key === 'Escape') cell.revert()
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return (
    <span className="cell-edit-error">
      {cell.draft === null ? (
        <button
          ref={button}
          type="button"
          className="cell-edit"
          aria-label={t('edit.open', { label, value: textOf(format(cell.shown), cell.shown) })}
          aria-busy={cell.isSaving || undefined}
          onClick={cell.open}
          onKeyDown={event => event.key === 'F2' && cell.open()}
        >
          {format(cell.shown)}
        </button>
      ) : (
        <span className="cell-edit-box">
          {prefix && (
            <span className="text-muted-foreground" aria-hidden>
              {prefix}
            </span>
          )}
          <input
            // biome-ignore lint/a11y/noAutofocus: it stands where the button was that has just been pressed
            autoFocus
            className={isText ? undefined : 'is-number'}
            inputMode={isText ? undefined : 'decimal'}
            aria-label={label}
            aria-invalid={cell.error ? true : undefined}
            value={cell.draft}
            onFocus={event => event.target.select()}
            onChange={event => cell.type(event.target.value)}
            onBlur={() => cell.commit(false)}
            onKeyDown={press}
          />
          <Kbd hidden>↵</Kbd>
        </span>
      )}
      {cell.error && <FieldError>{cell.error}</FieldError>}
    </span>
  )
}

const textOf = (node: ReactNode, value: unknown): string => (typeof node === 'string' ? node : String(value ?? ''))
