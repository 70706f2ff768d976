import clsx from 'clsx'
import { Ban, Check, CircleMinus, Clock, type LucideIcon, PackageCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../lib/translation.ts'
import type { Tone } from './Note.tsx'

export type OrderState = 'pending' | 'approved' | 'fulfilled' | 'rejected' | 'cancelled'

export const stateIcons: Record<OrderState, LucideIcon> = {
  pending: Clock,
  approved: Check,
  fulfilled: PackageCheck,
  rejected: Ban,
  cancelled: CircleMinus,
}

/** An order's state: icon and word; the tint repeats them. */
export function StatusPill({ state, className }: { state: OrderState; className?: string }) {
  const { t } = useTranslation('common')
  const Icon = stateIcons[state]
  return (
    <span className={clsx('pill', `pill-${state}`, className)}>
      <Icon aria-hidden />
      {t(`states.${state}`)}
    </span>
  )
}

type TagProps = { tone?: Tone | 'accent'; icon?: LucideIcon; className?: string; children: ReactNode }

/** A short word about a thing: "Draft", "Owner", "Archived". */
export function Tag({ tone = 'neutral', icon: Icon, className, children }: TagProps) {
  return (
    <span className={clsx('pill', tone !== 'neutral' && `pill-${tone}`, !Icon && 'pill-bare', className)}>
      {Icon && <Icon aria-hidden />}
      {children}
    </span>
  )
}

/** A product's code, as a tag on a string. */
export function Sku({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span className={clsx('sku', className)}>
      <span className="truncate">{children}</span>
    </span>
  )
}

/** Marks in the margin: triangle below the reorder point, square none left, dot new. */
export function StockMark({ mark }: { mark: 'low' | 'out' | 'new' }) {
  const { t } = useTranslation('common')
  return (
    <span
      className={clsx('stock-mark', mark)}
      role="img"
      aria-label={t(`ui.mark.${mark}`)}
      title={t(`ui.mark.${mark}`)}
    />
  )
}
