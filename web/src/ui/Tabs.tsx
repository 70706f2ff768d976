import { createLink } from '@tanstack/react-router'
import clsx from 'clsx'
import type { ComponentProps, ComponentType, KeyboardEvent, ReactNode } from 'react'
import { useFormat } from '../lib/format.ts'
import type { LinkTo } from './RouterLink.tsx'

type Tab<T extends string> = { value: T; label: ReactNode; count?: number | null; link?: LinkTo }

type TabsProps<T extends string> = {
  /** Their common name for screen readers. */
  label: string
  items: readonly Tab<T>[]
  value: T
  /** For tabs that are buttons; then `panel` is the id of their TabPanel. */
  onChange?: (value: T) => void
  panel?: string
  className?: string
}

/** Tabs with links are places with an address; without, they change one panel. */
export function Tabs<T extends string>({ label, items, value, onChange, panel, className }: TabsProps<T>) {
  if (items.every(({ link }) => link)) {
    return (
      <nav className={clsx('tabs-line sidescroll', className)} aria-label={label}>
        {items.map(({ link, ...tab }) => (
          <TabLink key={tab.value} {...link} isCurrent={tab.value === value}>
            <Inside {...tab} />
          </TabLink>
        ))}
      </nav>
    )
  }
  return (
    <div className={clsx('tabs-line sidescroll', className)} role="tablist" aria-label={label} onKeyDown={move}>
      {items.map(tab => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={panel && `${panel}-${tab.value}`}
          aria-controls={panel}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange?.(tab.value)}
        >
          <Inside {...tab} />
        </button>
      ))}
    </div>
  )
}

/** What the tabs that are buttons show. */
export function TabPanel({
  id,
  value,
  className,
  children,
}: {
  id: string
  value: string
  className?: string
  children: ReactNode
}) {
  return (
    <div role="tabpanel" id={id} aria-labelledby={`${id}-${value}`} className={className}>
      {children}
    </div>
  )
}

function Inside({ label, count }: Pick<Tab<string>, 'label' | 'count'>) {
  const { number } = useFormat()
  return (
    <>
      {label}
      {count !== undefined && count !== null && <span className="tabs-count">{number(count)}</span>}
    </>
  )
}

type TabAnchorProps = ComponentProps<'a'> & { isCurrent: boolean }

/** The router's own idea of "current" forgets the search part; the page knows better. */
const TabLink = createLink(({ isCurrent, ...rest }: TabAnchorProps) => (
  <a {...rest} aria-current={isCurrent ? 'page' : undefined} />
)) as unknown as ComponentType<Partial<LinkTo> & TabAnchorProps>

function move(event: KeyboardEvent<HTMLDivElement>): void {
  const ahead = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const step = event.key === ahead ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? -1 : 0
  if (step === 0) return
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const next = tabs.at((tabs.indexOf(document.activeElement as HTMLElement) + step) % tabs.length)
  next?.focus()
  next?.click()
}
