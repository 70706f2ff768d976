import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { When } from './figures.tsx'
import type { Tone } from './Note.tsx'

export type TimelineItem = {
  id: string | number
  icon: LucideIcon
  tone?: Tone
  /** Who did what: names in <b>. */
  text: ReactNode
  at?: string
  /** Behind the time: where it was, a link. */
  more?: ReactNode
}

/** What happened, newest first. */
export function Timeline({
  items,
  label,
  className,
}: {
  items: readonly TimelineItem[]
  label?: string
  className?: string
}) {
  return (
    <ol className={clsx('timeline', className)} aria-label={label}>
      {items.map(({ id, icon: Icon, tone = 'neutral', text, at, more }) => (
        <li key={id}>
          <span className={clsx('timeline-dot', tone)}>
            <Icon aria-hidden />
          </span>
          <div className="min-w-0">
            <p>{text}</p>
            {(at || more) && (
              <small>
                {at && <When iso={at} as="dateTime" />}
                {at && more && ' · '}
                {more}
              </small>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
