import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react'
import { useGroupWiring } from './Field.tsx'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  /** Shown beside it. Without it give an `aria-label`. */
  label?: ReactNode
  hint?: ReactNode
  indeterminate?: boolean
}

export function Checkbox({ label, hint, indeterminate = false, className, ref, ...rest }: CheckboxProps) {
  const own = useRef<HTMLInputElement>(null)
  const hintId = useId()
  useEffect(() => {
    if (own.current) own.current.indeterminate = indeterminate
  }, [indeterminate])
  const box = (
    <input
      {...rest}
      ref={node => {
        own.current = node
        if (typeof ref === 'function') ref(node)
        else if (ref) ref.current = node
      }}
      type="checkbox"
      className={clsx('checkbox', !label && className)}
      aria-describedby={hint ? hintId : rest['aria-describedby']}
    />
  )
  if (!label) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is `box`
    <label className={clsx('choice', className)}>
      {box}
      <span className="min-w-0">
        {label}
        {hint && <small id={hintId}>{hint}</small>}
      </span>
    </label>
  )
}

type SwitchProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
  className?: string
}

/** Takes effect at once; what waits for a save is a Checkbox. */
export function Switch({ checked, onChange, label, hint, disabled, className }: SwitchProps) {
  const id = useId()
  return (
    <div className={clsx('flex items-start gap-3', className)}>
      <div className="min-w-0 flex-1">
        <span id={id}>{label}</span>
        {hint && (
          <small className="block text-muted-foreground" id={`${id}-hint`}>
            {hint}
          </small>
        )}
      </div>
      <button
        type="button"
        role="switch"
        className="switch mt-px"
        aria-checked={checked}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!checked)}
      />
    </div>
  )
}

export type Choice<T extends string> = { value: T; label: ReactNode; hint?: ReactNode; disabled?: boolean }

type RadioCardsProps<T extends string> = {
  options: readonly Choice<T>[]
  value: T | null | undefined
  onChange: (value: T) => void
  /** Only outside of a Field. */
  label?: string
  name?: string
  className?: string
}

/** Few choices that deserve a sentence each. Inside a Field give it `group`. */
export function RadioCards<T extends string>({ options, value, onChange, label, name, className }: RadioCardsProps<T>) {
  const own = useId()
  return (
    <div role="radiogroup" {...useGroupWiring(label)} className={clsx('grid gap-2', className)}>
      {options.map(option => (
        <label key={option.value} className="choice choice-card">
          <input
            type="radio"
            className="radio"
            name={name ?? own}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span className="min-w-0">
            <b>{option.label}</b>
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}

type SegmentedProps<T extends string> = {
  options: readonly { value: T; label: ReactNode }[]
  value: T
  onChange: (value: T) => void
  label?: string
  className?: string
}

/** Few short choices of one view: a period, a density. */
export function Segmented<T extends string>({ options, value, onChange, label, className }: SegmentedProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend that this row of buttons has not
    <div role="group" {...useGroupWiring(label)} className={clsx('seg', className)}>
      {options.map(option => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
