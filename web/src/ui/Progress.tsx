import clsx from 'clsx'
import { type ReactNode, useId } from 'react'
import { useFormat } from '../lib/format.ts'

type ProgressProps = {
  label: ReactNode
  /** From 0 to 1; null while it is not known. */
  share: number | null
  /** Instead of the per cent: "312 of 500 rows". */
  text?: ReactNode
  className?: string
}

export function Progress({ label, share, text, className }: ProgressProps) {
  const id = useId()
  const { percent } = useFormat()
  const shown = share === null ? null : Math.min(1, Math.max(0, share))
  return (
    <div className={clsx('grid gap-1.5', className)}>
      <div className="flex justify-between gap-3">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span className="text-muted-foreground">
          {text ?? (shown === null ? null : percent(Math.floor(shown * 100) / 100))}
        </span>
      </div>
      <span
        className={clsx('meter', shown === null && 'skeleton')}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown === null ? undefined : Math.round(shown * 100)}
      >
        {shown !== null && <i style={{ width: `${shown * 100}%` }} />}
      </span>
    </div>
  )
}
