import clsx from 'clsx'
import { type ChangeEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useFormat } from '../lib/format.ts'
import { readDecimal, separatorOf, writeDecimal } from './decimals.ts'
import { InputBox, type InputProps } from './inputs.tsx'

type Event = { type: string; target: { name: string | undefined; value: string } }

export type NumberInputProps = Omit<InputProps, 'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'ref' | 'type'> & {
  /** As the API writes it: "3150.00". */
  value?: string | null
  defaultValue?: string | null
  onValue?: (value: string) => void
  /** What react-hook-form's `register` gives. It sees the API's notation; the page shows the person's. */
  onChange?: (event: never) => unknown
  onBlur?: (event: never) => unknown
  ref?: Ref<unknown>
  before?: ReactNode
  after?: ReactNode
  boxClassName?: string | undefined
}

/** A number typed as the person's language writes it and read as the API does. Figures stand at the end of the field. */
export function NumberInput({
  value,
  defaultValue,
  onValue,
  onChange,
  onBlur,
  ref,
  before,
  after,
  className,
  ...rest
}: NumberInputProps) {
  const { locale } = useFormat()
  const separator = separatorOf(locale)
  const input = useRef<HTMLInputElement>(null)
  const now = () => readDecimal(input.current?.value ?? '', separator)
  const show = (next: unknown) => {
    if (input.current)
      input.current.value = next === null || next === undefined ? '' : writeDecimal(String(next), locale)
  }
  const latest = useRef({ now, show })
  latest.current = { now, show }
  const tell = (type: string, hear?: (event: never) => unknown) =>
    hear?.({ type, target: { name: rest.name, value: now() } } satisfies Event as never)

  // One and the same object from render to render: for a new one the form would write its value into the field again.
  const handle = useRef({
    name: rest.name,
    get value() {
      return latest.current.now()
    },
    set value(next: unknown) {
      latest.current.show(next)
    },
    focus: () => input.current?.focus(),
    select: () => input.current?.select(),
  })
  useImperativeHandle(ref, () => handle.current)
  useEffect(() => {
    if (value !== undefined && value !== now()) show(value)
  })

  return (
    <InputBox
      {...rest}
      ref={input}
      inputMode="decimal"
      autoComplete="off"
      defaultValue={writeDecimal(String(value ?? defaultValue ?? ''), locale)}
      onChange={(_: ChangeEvent) => {
        tell('change', onChange)
        onValue?.(now())
      }}
      onBlur={() => {
        show(now())
        tell('blur', onBlur)
      }}
      before={before}
      after={after}
      className={clsx('text-end', className)}
    />
  )
}

/** An amount: the currency's sign stands before it. */
export function MoneyInput({ currency, ...rest }: Omit<NumberInputProps, 'before' | 'after'> & { currency?: string }) {
  const { currencySign } = useFormat()
  return (
    <NumberInput
      {...rest}
      before={
        <span className="input-affix" aria-hidden>
          {currencySign(currency)}
        </span>
      }
    />
  )
}
