import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useFormat } from '../lib/format.ts'

type WhenProps = {
  iso: string | null | undefined
  as?: 'short' | 'relative' | 'dateTime' | 'date' | 'day' | 'time'
  className?: string
}

/** A time in the person's language; the whole of it on hover. */
export function When({ iso, as = 'short', className }: WhenProps) {
  const format = useFormat()
  if (!iso) return <span className={className}>–</span>
  return (
    <time
      dateTime={iso}
      title={as === 'dateTime' ? undefined : format.dateTime(iso)}
      className={clsx('whitespace-nowrap', className)}
    >
      {format[as](iso)}
    </time>
  )
}

/** An amount with all its decimals; amounts that do not exist are a dash. */
export function Money({
  amount,
  currency,
  className,
}: {
  amount: string | number | null | undefined
  currency?: string
  className?: string
}) {
  const { money } = useFormat()
  return <span className={clsx('whitespace-nowrap', className)}>{money(amount, currency)}</span>
}

/** The total of a column: the only thing with a double rule. */
export function Total({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={clsx('total', className)}>{children}</span>
}
