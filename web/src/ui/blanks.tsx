import clsx from 'clsx'
import { Copy, Lock, type LucideIcon, RefreshCw, SearchX, TriangleAlert, WifiOff, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ApiError } from '../lib/api.ts'
import { useFormat } from '../lib/format.ts'
import { useTranslation } from '../lib/translation.ts'
import { Button } from './Button.tsx'
import { Note } from './Note.tsx'

type BlankProps = {
  title: ReactNode
  /** One sentence: what it means, what to do. */
  children?: ReactNode
  /** What can be done, the primary act first. */
  actions?: ReactNode
  /** The page consists of it: then its title is the h1. */
  page?: boolean
  className?: string
}

/** Nothing yet: a shelf with one place marked, and one sentence that teaches. */
export function Empty(props: BlankProps) {
  return <Blank {...props} picture={<Shelf />} />
}

type NoMatchProps = Omit<BlankProps, 'title' | 'children'> & {
  title?: ReactNode
  /** What was searched for. */
  search?: string | undefined
  /** What is filtered, in words: "Category is Sarees". */
  filters?: readonly string[]
  onClear?: () => void
}

/** Nothing that matches; names what hides the rest. */
export function NoMatch({ title, search, filters = [], onClear, actions, ...rest }: NoMatchProps) {
  const { t, i18n } = useTranslation('common')
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  return (
    <Blank
      {...rest}
      picture={<SearchX aria-hidden className="size-7 text-muted-foreground" strokeWidth={1.5} />}
      title={title ?? (search ? t('ui.noMatch.search', { search }) : t('ui.noMatch.title'))}
      actions={
        <>
          {onClear && (
            <Button icon={X} onClick={onClear}>
              {t(filters.length > 0 ? 'ui.noMatch.clear' : 'ui.clearSearch')}
            </Button>
          )}
          {actions}
        </>
      }
    >
      {filters.length > 0 && t('ui.noMatch.filters', { count: filters.length, filters: list.format(filters) })}
    </Blank>
  )
}

type ErrorStateProps = Omit<BlankProps, 'title' | 'children'> & {
  error: ApiError
  /** What did not happen: "The list could not be read". */
  title?: ReactNode
  onRetry?: () => unknown
}

/** What did not happen, what is safe, what to do; and the request's id for whoever is asked about it. */
export function ErrorState({ error, title, onRetry, actions, ...rest }: ErrorStateProps) {
  const { t } = useTranslation('common')
  const { requestId } = error
  const kind = kindOf(error)
  return (
    <Blank
      {...rest}
      role="alert"
      picture={<BlankIcon icon={kind === 'offline' ? WifiOff : TriangleAlert} danger />}
      title={title ?? t(`ui.error.${kind}.title`)}
      actions={
        <>
          {onRetry && kind !== 'missing' && (
            <Button kind="primary" icon={RefreshCw} onClick={() => void onRetry()}>
              {t('ui.tryAgain')}
            </Button>
          )}
          {requestId && kind === 'server' && (
            <Button
              kind="bare"
              icon={Copy}
              onClick={() => void navigator.clipboard?.writeText(`${error.status} ${error.code} ${requestId}`)}
            >
              {t('ui.copyDetails')}
            </Button>
          )}
          {actions}
        </>
      }
      below={requestId && kind !== 'missing' ? t('ui.error.request', { id: requestId }) : null}
    >
      {kind === 'refused' ? error.message : t(`ui.error.${kind}.text`, { count: error.retryAfter ?? 60 })}
    </Blank>
  )
}

type Kind = 'offline' | 'busy' | 'missing' | 'server' | 'refused'

function kindOf({ status }: ApiError): Kind {
  if (status === 0) return 'offline'
  if (status === 404) return 'missing'
  if (status === 429) return 'busy'
  return status >= 500 ? 'server' : 'refused'
}

type ForbiddenProps = Omit<BlankProps, 'title' | 'children'> & {
  /** "Dashboards are not part of your role" */
  title?: ReactNode
  /** The permission's name as people read it. */
  permission?: string
  /** Who can grant it. */
  helpers?: readonly string[]
}

export function Forbidden({ title, permission, helpers = [], ...rest }: ForbiddenProps) {
  const { t, i18n } = useTranslation('common')
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(helpers)
  const who = helpers.length > 0 ? 'named' : 'unnamed'
  return (
    <Blank {...rest} picture={<BlankIcon icon={Lock} />} title={title ?? t('ui.forbidden.title')}>
      {permission ? t(`ui.forbidden.${who}`, { names, permission }) : t(`ui.forbidden.${who}Plain`, { names })}
    </Blank>
  )
}

type OfflineProps = { since: string | number | Date; onRetry?: () => unknown; waiting?: ReactNode; className?: string }

/** Since when, what is shown, what waits to be sent. */
export function Offline({ since, onRetry, waiting, className }: OfflineProps) {
  const { t } = useTranslation('common')
  const { time } = useFormat()
  return (
    <div className={clsx('grid gap-3', className)}>
      <Note tone="warn" icon={WifiOff} role="status">
        <b>{t('ui.offline.since', { time: time(new Date(since).toISOString()) })}</b> {t('ui.offline.old')}
      </Note>
      {waiting}
      {onRetry && (
        <div>
          <Button icon={RefreshCw} onClick={() => void onRetry()}>
            {t('ui.tryNow')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Blank({
  picture,
  title,
  children,
  actions,
  below,
  page = false,
  role,
  className,
}: BlankProps & { picture: ReactNode; below?: ReactNode; role?: 'alert' }) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div className={clsx('blank', className)} role={role}>
      {picture}
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className="blank-acts">{actions}</div>}
      {below && <p className="text-12">{below}</p>}
    </div>
  )
}

function BlankIcon({ icon: Icon, danger = false }: { icon: LucideIcon; danger?: boolean }) {
  return (
    <span className={clsx('blank-icon', danger && 'danger')}>
      <Icon aria-hidden />
    </span>
  )
}

const Shelf = () => (
  <svg className="shelf" viewBox="0 0 160 84" aria-hidden="true">
    <path d="M18 6v72M142 6v72M18 34h124M18 68h124" />
    <path className="goods" d="M36 34V16h22v18M64 34V22h16v12" />
    <path className="place" d="M92 68V48h34v20" />
  </svg>
)
