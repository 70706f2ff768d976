import { RefreshCw } from 'lucide-react'
import type { Count } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Note, Segmented } from '../../../ui/index.ts'
import { ScanField } from '../parts/ScanField.tsx'
import { CurrentLine } from './CurrentLine.tsx'
import { LineRow } from './LineRow.tsx'
import type { Line } from './lines.ts'
import { type SheetWork, useSheet } from './useSheet.ts'

type CountSheetProps = { count: Count; showsBooks: boolean; onShowBooks: (shows: boolean) => void }

/** The sheet one walks along the shelf with: one line is large, everything is in reach of a thumb. */
export function CountSheet({ count, showsBooks, onShowBooks }: CountSheetProps) {
  const { t } = useTranslation('stock')
  const work = useSheet(count)
  const { lines, current } = work
  return (
    <>
      <Unsent work={work} />
      <section className="sheet grid gap-2.5 p-4" aria-label={t('count.progress')}>
        <Progress lines={lines} />
        <div className="flex flex-wrap items-center gap-2.5">
          <ScanField label={t('count.scan')} placeholder={t('count.scanHint')} onCode={code => void work.scan(code)} />
          <Segmented
            label={t('count.books')}
            value={showsBooks ? 'show' : 'blind'}
            onChange={value => onShowBooks(value === 'show')}
            options={[
              { value: 'blind', label: t('count.blind') },
              { value: 'show', label: t('count.show') },
            ]}
            className="max-desk:hidden"
          />
        </div>
      </section>
      {!current && lines.every(({ counted }) => counted !== null) && (
        <Note tone="success" role="status">
          {t('count.allDone', { count: lines.length })}
        </Note>
      )}
      <section className="sheet overflow-hidden" aria-label={t('count.lines')}>
        <ul>
          {lines.map(line =>
            line.product === current?.product ? (
              <CurrentLine key={line.product} line={line} work={work} showsBooks={showsBooks} />
            ) : (
              <LineRow
                key={line.product}
                line={line}
                product={work.products.get(line.product)}
                showsBooks={showsBooks}
                open={() => work.go(line.product)}
              />
            ),
          )}
        </ul>
      </section>
    </>
  )
}

function Progress({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  const done = lines.filter(({ counted }) => counted !== null).length
  const differing = lines.filter(({ difference }) => difference !== null && difference !== 0).length
  const moved = lines.filter(({ drifted }) => drifted).length
  const notes = [
    differing > 0 && t('count.differ', { count: differing, n: number(differing) }),
    moved > 0 && t('count.moved', { count: moved, n: number(moved) }),
  ].filter(Boolean)
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <b className="font-semibold" role="status">
          {t('count.done', { done: number(done), all: number(lines.length) })}
        </b>
        <span className="text-muted-foreground max-desk:text-12">{notes.join(', ')}</span>
      </p>
      <span
        className="meter"
        role="progressbar"
        aria-label={t('count.counted')}
        aria-valuemin={0}
        aria-valuemax={lines.length}
        aria-valuenow={done}
      >
        <i style={{ width: `${lines.length === 0 ? 0 : (done / lines.length) * 100}%` }} />
      </span>
    </>
  )
}

/** What waits in this browser, and since when. */
function Unsent({ work: { entries } }: { work: SheetWork }) {
  const { t } = useTranslation('stock')
  const { time } = useFormat()
  const waiting = entries.entries.filter(({ refused }) => refused === undefined).length
  if (entries.stuckSince === null || waiting === 0) return null
  return (
    <Note
      tone="warn"
      role="status"
      className="max-desk:sticky max-desk:top-15 max-desk:z-10"
      action={
        <Button size="sm" icon={RefreshCw} onClick={entries.retry}>
          {t('common:ui.tryNow')}
        </Button>
      }
    >
      <b>{t('count.unsent', { count: waiting })}</b>{' '}
      {t('count.unsentSince', { time: time(new Date(entries.stuckSince).toISOString()) })}
    </Note>
  )
}
