import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

type SheetProps = {
  title?: ReactNode
  /** Beside the title, at the end. */
  actions?: ReactNode
  /** The body reaches the edges: for tables and lists. */
  flush?: boolean
  /** 3 when it stands inside another sheet's heading. */
  level?: 2 | 3
  id?: string
  className?: string
  children?: ReactNode
}

/** A panel of the page with its own heading. */
export function Sheet({ title, actions, flush = false, level = 2, id, className, children }: SheetProps) {
  const own = useId()
  const headingId = id ? `${id}-title` : own
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={clsx('sheet', className)} id={id} aria-labelledby={title ? headingId : undefined}>
      {(title || actions) && (
        <header className="sheet-head">
          {title && <Heading id={headingId}>{title}</Heading>}
          {actions && <div className="sheet-actions">{actions}</div>}
        </header>
      )}
      {flush ? children : <div className="sheet-body">{children}</div>}
    </section>
  )
}
