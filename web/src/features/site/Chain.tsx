import clsx from 'clsx'
import { Link2, Unlink } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Avatar } from '../../ui/index.ts'
import { Section } from './Section.tsx'

const entries = [
  { seq: 18204, what: 'order.fulfilled', who: 'Kavya', on: 'order', seal: '9f3c…71aa', other: '9f3c…71aa' },
  { seq: 18203, what: 'order.approved', who: 'Rohan', on: 'restock', seal: '41d0…e2b7', other: '41d0…e2b7' },
  { seq: 18202, what: 'product.updated', who: 'Meera', on: 'saree', seal: 'c7be…0f19', other: '5a21…d4c0' },
  { seq: 18201, what: 'role.permissions_assigned', who: 'Rohan', on: 'role', seal: '0a64…d8c3', other: '0a64…d8c3' },
] as const

/** Which entry the visitor tampers with. */
const forged = 18202

/** The audit log's chain: an entry that is changed no longer fits its seal. */
export function Chain() {
  const { t } = useTranslation('site')
  const { number } = useFormat()
  const [isForged, setForged] = useState(false)
  const Icon = isForged ? Unlink : Link2
  return (
    <Section title={t('chain.title')} text={t('chain.text')} reversed sheet>
      <div className="sheet overflow-hidden bg-background">
        <div className="flex flex-wrap items-center gap-3 border-b border-border px-4 py-3">
          <span
            className={clsx(
              'grid size-9 flex-none place-items-center rounded-md',
              isForged ? 'bg-danger-soft text-danger-text' : 'bg-success-soft text-success-text',
            )}
          >
            <Icon aria-hidden />
          </span>
          <div className="min-w-0 flex-[1_1_13rem]" role="status">
            <h3 className="text-14 font-bold">{t(isForged ? 'chain.broken' : 'chain.whole')}</h3>
            <p className="text-12 text-muted-foreground">
              {isForged
                ? t('chain.brokenText', { seq: number(forged) })
                : t('chain.wholeText', { count: number(18204) })}
            </p>
          </div>
          <button
            type="button"
            className="btn btn-sm max-desk:ms-12"
            aria-pressed={isForged}
            onClick={() => setForged(!isForged)}
          >
            {t(isForged ? 'chain.restore' : 'chain.forge')}
          </button>
        </div>
        <ol className="bg-card">
          {entries.map(({ seq, what, who, on, seal, other }) => {
            const isBad = isForged && seq === forged
            return (
              <li
                key={seq}
                className={clsx('flex items-stretch border-b border-border last:border-b-0', isBad && 'bg-danger-soft')}
              >
                <ChainMark isBad={isBad} isFirst={seq === 18204} isLast={seq === 18201} />
                <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5 px-3 py-2.5">
                  <span className="w-12 text-end text-12 text-muted-foreground">{number(seq)}</span>
                  <b className={clsx('min-w-0 flex-[1_1_11rem] truncate', isBad && 'text-danger-text')}>{what}</b>
                  <span className="flex flex-[1_1_9rem] items-center gap-2">
                    <Avatar name={who} size="sm" />
                    <span className="min-w-0 truncate">
                      {who} <span className="text-muted-foreground max-desk:hidden">· {t(`chain.on.${on}`)}</span>
                    </span>
                  </span>
                  <code
                    className={clsx(
                      'type-narrow font-sans text-12',
                      isBad ? 'text-danger-text' : 'text-muted-foreground',
                    )}
                  >
                    {isBad ? t('chain.notEqual', { is: other, was: seal }) : seal}
                  </code>
                </div>
              </li>
            )
          })}
        </ol>
      </div>
    </Section>
  )
}

/** The margin is the chain: a link per entry on a line; brick where it breaks. */
function ChainMark({ isBad, isFirst, isLast }: { isBad: boolean; isFirst: boolean; isLast: boolean }) {
  return (
    <span className="relative grid w-[38px] flex-none place-items-center border-e border-margin" aria-hidden>
      <i
        className={clsx(
          'absolute start-1/2 w-0.5 -translate-x-1/2',
          isBad ? 'bg-transparent' : 'bg-success',
          isFirst ? 'top-1/2' : 'top-0',
          isLast ? 'bottom-1/2' : 'bottom-0',
        )}
      />
      <i
        className={clsx(
          'relative h-3 w-[9px] rounded-[3px] border-2 bg-card',
          isBad ? 'border-danger' : 'border-success',
        )}
      />
    </span>
  )
}
