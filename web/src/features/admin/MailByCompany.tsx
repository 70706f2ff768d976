import clsx from 'clsx'
import type { PlatformOverview } from '../../../../server/features/dashboard/contract.ts'
import { useSession } from '../../app/session.ts'
import { useFormat } from '../../lib/format.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Note, Skeleton } from '../../ui/index.ts'

type Counts = PlatformOverview['health']['mail'][number]
type Props = { company: unknown; choose: (company: number | undefined) => void }

const most = 8

/** Whose mail has not left, before one looks for it: a press opens that company's. */
export function MailByCompany({ company, choose }: Props) {
  const { t } = useTranslation('admin')
  const { tenant } = useSession()
  const { data } = useGet<PlatformOverview>('/api/platform/', undefined, { refetchInterval: 60_000 })
  if (!data) return <Skeleton shape="block" height={58} />
  const all = data.health.mail
  if (all.length === 0) return <Note tone="success">{t('mail.allLeft')}</Note>
  const own = company === undefined ? tenant.id : Number(company)
  return (
    <nav aria-label={t('mail.byCompany')} className="grid gap-2">
      <ul className="sidescroll flex gap-2 desk:flex-wrap">
        {all.slice(0, most).map(counts => (
          <li key={counts.company} className="min-w-44 shrink-0">
            <Choice
              counts={counts}
              name={counts.company === tenant.id ? t('platformItself') : counts.name}
              isCurrent={counts.company === own}
              choose={() => choose(counts.company === tenant.id ? undefined : counts.company)}
            />
          </li>
        ))}
      </ul>
      {all.length > most && <p className="text-muted-foreground">{t('mail.more', { count: all.length - most })}</p>}
    </nav>
  )
}

type ChoiceProps = { counts: Counts; name: string; isCurrent: boolean; choose: () => void }

function Choice({ counts: { failed, waiting, kept }, name, isCurrent, choose }: ChoiceProps) {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const said = [
    waiting > 0 && t('mail.countWaiting', { count: waiting, number: number(waiting) }),
    kept > 0 && t('mail.countKept', { count: kept, number: number(kept) }),
  ].filter(Boolean)
  return (
    <button
      type="button"
      aria-current={isCurrent ? 'true' : undefined}
      onClick={choose}
      className={clsx(
        'sheet grid w-full gap-0.5 px-3 py-2 text-start hover:bg-hover',
        isCurrent && 'border-primary bg-spruce-soft',
      )}
    >
      <b className="truncate font-semibold">{name}</b>
      <span className="text-12 text-muted-foreground">
        {failed > 0 && (
          <b className="font-semibold text-danger-text">
            {t('mail.countFailed', { count: failed, number: number(failed) })}
            {said.length > 0 && ', '}
          </b>
        )}
        {said.join(', ')}
      </span>
    </button>
  )
}
