import clsx from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId, useMemo } from 'react'
import { useTranslation } from '../lib/translation.ts'

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** Replaces the hint. */
  error?: string | undefined
  optional?: boolean
  /** For what is not one control: radio cards, a group of checkboxes. */
  group?: boolean
  /** Said, not shown: for fields whose place says what they are. */
  labelHidden?: boolean
  id?: string
  className?: string
  children: ReactNode
}

type Wiring = {
  id: string
  labelId: string
  describedBy: string | undefined
  isInvalid: boolean
  isRequired: boolean
  isGroup: boolean
}

const FieldContext = createContext<Wiring | null>(null)

/** Label above, hint below; the error takes the hint's place. Whatever control is inside wires itself to them. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  group = false,
  labelHidden = false,
  className,
  children,
  ...rest
}: FieldProps) {
  const own = useId()
  const id = rest.id ?? own
  const wiring = useMemo(
    () => ({
      id,
      labelId: `${id}-label`,
      describedBy: error || hint ? `${id}-about` : undefined,
      isInvalid: Boolean(error),
      isRequired: !optional,
      isGroup: group,
    }),
    [id, error, hint, optional, group],
  )
  const title = <Label text={label} optional={optional} />
  const labelClass = clsx('field-label', labelHidden && 'sr-only')
  return (
    <FieldContext value={wiring}>
      <div className={clsx('field', className)}>
        {group ? (
          <span className={labelClass} id={wiring.labelId}>
            {title}
          </span>
        ) : (
          <label className={labelClass} id={wiring.labelId} htmlFor={id}>
            {title}
          </label>
        )}
        {children}
        {error ? (
          <FieldError id={`${id}-about`}>{error}</FieldError>
        ) : hint ? (
          <p className="field-hint" id={`${id}-about`}>
            {hint}
          </p>
        ) : null}
      </div>
    </FieldContext>
  )
}

function Label({ text, optional }: { text: ReactNode; optional: boolean }) {
  const { t } = useTranslation('common')
  return (
    <>
      {text}
      {optional && <span className="field-optional">{t('ui.optional')}</span>}
    </>
  )
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="field-error" id={id} role="alert">
      <TriangleAlert aria-hidden />
      <span>{children}</span>
    </p>
  )
}

type Given = { id?: string | undefined; 'aria-describedby'?: string | undefined; 'aria-invalid'?: unknown }

/** What a control inside a Field takes from it: its id, its hint or error, whether it is wrong. */
export function useWiring(given: Given) {
  const field = useContext(FieldContext)
  if (!field || field.isGroup) return {}
  return {
    id: given.id ?? field.id,
    'aria-describedby': [given['aria-describedby'], field.describedBy].filter(Boolean).join(' ') || undefined,
    'aria-invalid': field.isInvalid || undefined,
    'aria-required': field.isRequired || undefined,
  }
}

/** The same for a group of controls. */
export function useGroupWiring(label?: string) {
  const field = useContext(FieldContext)
  if (!field) return { 'aria-label': label }
  return { 'aria-labelledby': field.labelId, 'aria-describedby': field.describedBy }
}
