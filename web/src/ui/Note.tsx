import clsx from 'clsx'
import { CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'info' | 'success' | 'warn' | 'danger'

const icons: Record<Tone, LucideIcon> = {
  neutral: Info,
  info: Info,
  success: CircleCheck,
  warn: TriangleAlert,
  danger: TriangleAlert,
}

type NoteProps = {
  tone?: Tone
  icon?: LucideIcon
  /** A button or link at the end. */
  action?: ReactNode
  /** For notes that appear by themselves. */
  role?: 'status' | 'alert'
  className?: string
  children: ReactNode
}

/** A sentence about what is beside it; its meaning is in the words and the icon, the tint repeats it. */
export function Note({ tone = 'info', icon, action, role, className, children }: NoteProps) {
  const Icon = icon ?? icons[tone]
  return (
    <div className={clsx('note', tone !== 'neutral' && `note-${tone}`, className)} role={role}>
      <Icon aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  )
}
