import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { createContext, Fragment, type ReactNode, useContext, useEffect } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { type LinkTo, RouterLink } from './RouterLink.tsx'

export type Crumb = { label: ReactNode; link?: LinkTo }

type PageHeadProps = {
  title: string
  /** Shown instead of the title's plain words; the title still names the window. */
  heading?: ReactNode
  crumbs?: Crumb[]
  /** A pill or mark beside the title. */
  mark?: ReactNode
  sub?: ReactNode
  actions?: ReactNode
  className?: string
}

/** Whose pages these are: the second part of the window's title. The shells set it. */
export const WindowName = createContext('Quartermaster')

/** The page's one h1. */
export function PageHead({ title, heading, crumbs, mark, sub, actions, className }: PageHeadProps) {
  useWindowTitle(title)
  return (
    <header className={clsx('page-head', className)}>
      <div className="page-head-title">
        {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0">{heading ?? title}</h1>
          {mark}
          {sub && <p className="page-sub">{sub}</p>}
        </div>
      </div>
      {actions && <div className="page-acts">{actions}</div>}
    </header>
  )
}

export function useWindowTitle(title: string): void {
  const name = useContext(WindowName)
  useEffect(() => {
    document.title = title === name ? name : `${title} · ${name}`
  }, [title, name])
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  const { t } = useTranslation('common')
  return (
    <nav className="crumb" aria-label={t('ui.crumbs')}>
      {crumbs.map(({ label, link }, index) => (
        <Fragment key={index}>
          {index > 0 && <ChevronRight aria-hidden />}
          {link ? (
            <RouterLink {...link} className="link">
              {label}
            </RouterLink>
          ) : (
            <span>{label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  )
}
