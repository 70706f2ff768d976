import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

type SectionProps = {
  title: ReactNode
  text: ReactNode
  /** The part stands before the words. */
  reversed?: boolean
  /** On a sheet from edge to edge. */
  sheet?: boolean
  children: ReactNode
}

/** One promise, and the part of the product that keeps it. */
export function Section({ title, text, reversed = false, sheet = false, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={clsx(sheet && 'border-y border-border bg-card')}>
      <div
        className={clsx(
          'mx-auto grid w-full max-w-[1200px] items-center gap-x-16 gap-y-7 px-4 py-12 desk:px-7 desk:py-20',
          reversed
            ? 'min-[960px]:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]'
            : 'min-[960px]:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]',
        )}
      >
        <div className={clsx('grid gap-3', reversed && 'min-[960px]:order-2')}>
          <h2 id={id} className="type-wide text-22 leading-[1.2] tracking-[-0.015em] desk:text-26">
            {title}
          </h2>
          <p className="max-w-[46ch] text-16 leading-[1.55] text-muted-foreground">{text}</p>
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </section>
  )
}
