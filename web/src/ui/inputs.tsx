import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useWiring } from './Field.tsx'

export type InputProps = Omit<ComponentProps<'input'>, 'size'> & { size?: 'md' | 'lg' }

export function TextInput({ className, size, ...rest }: InputProps) {
  return (
    <input
      type="text"
      {...rest}
      {...useWiring(rest)}
      className={clsx('input', size === 'lg' && 'input-lg', className)}
    />
  )
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} {...useWiring(rest)} className={clsx('input', className)} />
}

/** The device's own list: the best one on a phone. Options are children. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={clsx('select', className)}>
      <select {...rest} {...useWiring(rest)} className="input">
        {children}
      </select>
      <ChevronDown aria-hidden />
    </span>
  )
}

/** The device's own calendar; its value is YYYY-MM-DD. */
export function DatePicker(props: InputProps) {
  return <TextInput {...props} type="date" />
}

/** A bare input between its affixes: a sign before it, a tool after it. */
export function InputBox({
  before,
  after,
  className,
  size,
  boxClassName,
  ...rest
}: InputProps & { before?: ReactNode; after?: ReactNode; boxClassName?: string | undefined }) {
  return (
    <span className={clsx('input', size === 'lg' && 'input-lg', boxClassName)}>
      {before}
      <input type="text" {...rest} {...useWiring(rest)} className={className} />
      {after}
    </span>
  )
}
