import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { AuthPage, type House } from './AuthPage.tsx'

type OutcomeProps = {
  icon: LucideIcon
  title: string
  /** What it means, and what to do. */
  children: ReactNode
  /** The primary act at first here: there is nothing else on the page. */
  actions: ReactNode
  tone?: 'neutral' | 'danger'
  house?: House | undefined
}

/** Instead of a form: it has been done, or cannot be done now. */
export function Outcome({ icon: Icon, title, children, actions, tone = 'neutral', house }: OutcomeProps) {
  return (
    <AuthPage
      title={title}
      house={house}
      mark={
        <span className={tone === 'danger' ? 'blank-icon danger mb-4' : 'blank-icon mb-4'}>
          <Icon aria-hidden />
        </span>
      }
    >
      <div className="grid gap-2" role={tone === 'danger' ? 'alert' : 'status'}>
        {children}
      </div>
      <div className="flex flex-wrap items-center gap-3">{actions}</div>
    </AuthPage>
  )
}
