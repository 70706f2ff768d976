import { Link2, Link2Off, RefreshCw } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Skeleton } from '../../ui/index.ts'
import { shortSeal, type Verdict } from './entry.ts'

type Props = { verdict: Verdict | undefined; checkedAt: number; isChecking: boolean; check: () => void }

/** Whether every entry is as it was written, and none is missing or added. */
export function ChainStatus({ verdict, checkedAt, isChecking, check }: Props) {
  const { t } = useTranslation('audit')
  const { number, time } = useFormat()
  if (!verdict) return <Skeleton shape="block" height={66} />
  const { ok, checked, head, first_bad: bad } = verdict
  const Icon = ok ? Link2 : Link2Off
  return (
    <section className="sheet flex flex-wrap items-center gap-x-4 gap-y-3 p-4" aria-labelledby="chain-title">
      <span className={ok ? 'blank-icon bg-success-soft text-success-text' : 'blank-icon danger'}>
        <Icon aria-hidden />
      </span>
      <div className="min-w-48 flex-1" role="status">
        <h2 id="chain-title">{t(ok ? 'chain.whole' : 'chain.broken')}</h2>
        <p className="text-muted-foreground">
          {bad
            ? t(`chain.${bad.reason}`, { seq: number(bad.seq) })
            : t('chain.checked', {
                count: checked,
                number: number(checked),
                time: time(new Date(checkedAt).toISOString()),
              })}
        </p>
      </div>
      <dl className="flex gap-6">
        <div>
          <dt className="text-12 text-muted-foreground">{t('chain.head')}</dt>
          <dd className="font-semibold">{number(head.seq)}</dd>
        </div>
        <div>
          <dt className="text-12 text-muted-foreground">{t('seal')}</dt>
          <dd className="type-narrow font-semibold">{shortSeal(head.hash)}</dd>
        </div>
      </dl>
      <Button icon={RefreshCw} busy={isChecking} onClick={check}>
        {t('chain.again')}
      </Button>
    </section>
  )
}
