import { Check, Mail, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Emphasised } from '../../ui/Emphasised.tsx'
import { Avatar, Button, LevelBar, Segmented, Sku, StatusPill } from '../../ui/index.ts'
import { outlookOf, shelf } from './demand.ts'

const amounts = ['2', '7', '12'] as const
type Amount = (typeof amounts)[number]

/** The decision preview as approvers see it, to be tried: what it says follows from the numbers. */
export function Decision() {
  const { t } = useTranslation('site')
  const [amount, setAmount] = useState<Amount>('7')
  const [decided, setDecided] = useState<'approved' | 'rejected' | null>(null)
  const asked = Number(amount)
  const outlook = outlookOf(asked)
  const choose = (next: Amount) => {
    setAmount(next)
    setDecided(null)
  }
  return (
    <section aria-label={t('decision.label')} className="min-w-0 rounded-lg bg-card text-foreground shadow-lg">
      <header className="flex items-start gap-3 border-b border-border p-4 desk:p-5">
        <Avatar name="Priya Nair" colour="#b3402f" size="lg" />
        <div className="min-w-0 flex-1">
          <p className="text-12 text-muted-foreground">{t('decision.request')}</p>
          <p className="type-wide text-16 leading-tight font-bold">{t('decision.title', { count: asked })}</p>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-muted-foreground">
            <Sku>LMP-BRS-01</Sku>
            {t('decision.where')}
          </p>
        </div>
        <StatusPill state={decided ?? 'pending'} />
      </header>
      <div className="grid gap-3.5 p-4 desk:p-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="text-12 text-muted-foreground">{t(`decision.${decided ?? 'if'}`)}</span>
          <Segmented
            label={t('decision.ask')}
            value={amount}
            onChange={choose}
            options={amounts.map(value => ({ value, label: t('decision.amount', { count: Number(value) }) }))}
          />
        </div>
        <Sentence asked={asked} isRejected={decided === 'rejected'} />
        <Bar asked={decided === 'rejected' ? 0 : Math.min(asked, shelf.onHand - shelf.held)} />
        <Consequences asked={asked} {...outlook} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t border-border bg-background px-4 py-3 desk:px-5">
        {decided ? (
          <Button onClick={() => setDecided(null)}>{t('decision.undo')}</Button>
        ) : (
          <>
            <Button kind="danger" icon={X} onClick={() => setDecided('rejected')}>
              {t('decision.reject')}
            </Button>
            <Button
              kind="primary"
              icon={Check}
              onClick={() => setDecided('approved')}
              lockedBecause={outlook.short > 0 ? t('decision.locked', { count: outlook.short }) : null}
            >
              {t('decision.approve', { count: asked })}
            </Button>
          </>
        )}
      </footer>
    </section>
  )
}

function Sentence({ asked, isRejected }: { asked: number; isRejected: boolean }) {
  const { t } = useTranslation('site')
  const { left, short } = outlookOf(asked)
  const key = isRejected ? 'rejectedAll' : short > 0 ? 'tooFew' : 'after'
  const values = {
    count: isRejected ? shelf.onHand - shelf.held : left,
    asked,
    free: shelf.onHand - shelf.held,
    held: shelf.held,
  }
  return (
    <p className="text-20 max-desk:min-h-[2.7em] leading-[1.35] tracking-[-0.01em]" role="status">
      <Emphasised text={t(`decision.${key}`, values)} className="font-bold" />
    </p>
  )
}

function Bar({ asked }: { asked: number }) {
  const { t } = useTranslation('site')
  const free = shelf.onHand - shelf.held - asked
  return (
    <div className="grid gap-2">
      <LevelBar free={free} held={shelf.held} thisRequest={asked} reorder={shelf.reorder} width="100%" height={16} />
      <p className="legend">
        <span>
          <i className="swatch bg-chart-1" />
          <b className="text-foreground">{free}</b> {t('decision.free')}
        </span>
        <span>
          <i className="swatch bg-input" />
          <b className="text-foreground">{shelf.held}</b> {t('decision.held')}
        </span>
        {asked > 0 && (
          <span>
            <i className="swatch bg-brass" />
            <b className="text-foreground">{asked}</b> {t('decision.this')}
          </span>
        )}
      </p>
    </div>
  )
}

function Consequences({ asked, left, short, isLow }: { asked: number } & ReturnType<typeof outlookOf>) {
  const { t } = useTranslation('site')
  const line = 'flex items-start gap-2.5 [&>.lucide]:mt-0.5'
  return (
    <ul className="grid min-h-[4.6rem] content-start gap-2">
      <li className={line}>
        {short > 0 ? (
          <TriangleAlert aria-hidden className="text-danger" />
        ) : (
          <Check aria-hidden className="text-success" />
        )}
        <span>
          {short > 0 ? t('decision.expected', { count: shelf.incoming }) : t('decision.safe', { count: asked })}
        </span>
      </li>
      {isLow && (
        <li className={line}>
          <TriangleAlert aria-hidden className="text-warn" />
          <span>{t('decision.low', { left, reorder: shelf.reorder })}</span>
        </li>
      )}
      <li className={line}>
        <Mail aria-hidden className="text-muted-foreground" />
        <span>{t('decision.told')}</span>
      </li>
    </ul>
  )
}
