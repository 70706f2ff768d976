import { Check } from 'lucide-react'
import type { Count, CountLine } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import type { ListSearch } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ConfirmDialog, Note, Segmented, Sheet } from '../../../ui/index.ts'
import { round } from '../parts/change.ts'
import { ReviewTable } from './ReviewTable.tsx'
import { useDecision } from './useDecision.ts'

const kinds = ['all', 'differ', 'moved', 'open'] as const

type ReviewProps = { count: Count; search: ListSearch; put: (patch: ListSearch) => void }

/** What approving would change, and which lines to look at first. */
export function Review({ count, search, put }: ReviewProps) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  const shown = kinds.find(kind => kind === search.show) ?? 'all'
  const groups = {
    all: count.lines,
    differ: count.lines.filter(({ difference }) => difference !== null && difference !== 0),
    moved: count.lines.filter(({ drifted }) => drifted),
    open: count.lines.filter(({ counted }) => counted === null),
  }
  return (
    <>
      <Outcome count={count} differing={groups.differ} put={put} />
      <Segmented
        label={t('review.show')}
        value={shown}
        onChange={kind => put({ show: kind === 'all' ? undefined : kind })}
        options={kinds.map(value => ({
          value,
          label: t(`review.kinds.${value}`, { n: number(groups[value].length) }),
        }))}
        className="max-w-full overflow-x-auto justify-self-start self-start"
      />
      <ReviewTable count={count} lines={groups[shown]} />
      <ConfirmDialog
        open={search.do === 'cancel' && count.abilities.cancel}
        onOpenChange={open => !open && put({ do: undefined })}
        title={t('review.cancelTitle', { id: count.id })}
        confirm={t('review.cancel')}
        onConfirm={useDecision(count).cancel}
      >
        <p>{t('review.cancelText', { count: count.entered_count, n: number(count.entered_count) })}</p>
      </ConfirmDialog>
    </>
  )
}

type OutcomeProps = { count: Count; differing: readonly CountLine[]; put: ReviewProps['put'] }

function Outcome({ count, differing, put }: OutcomeProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const { number } = useFormat()
  const { approve, refusal, isBusy } = useDecision(count)
  const { abilities, status, entered_count: entered, lines_count: all, drifted_count: drifted } = count
  const missing = all - entered
  return (
    <Sheet>
      <div className="grid gap-3">
        <p className="text-20 leading-snug [overflow-wrap:anywhere]">
          <Sum differing={differing} status={status} />
        </p>
        <ul className="grid gap-1 text-muted-foreground">
          <li>{t('review.entered', { entered: number(entered), all: number(all) })}</li>
          {missing > 0 && status === 'open' && <li>{t('review.missing', { count: missing, n: number(missing) })}</li>}
          {drifted > 0 && (
            <li className="text-warn-text">{t('review.drifted', { count: drifted, n: number(drifted) })}</li>
          )}
        </ul>
        {refusal.length > 0 && (
          <Note tone="danger" role="alert">
            {refusal.map(sentence => (
              <span key={sentence} className="block">
                {sentence}
              </span>
            ))}
          </Note>
        )}
        {status === 'open' && (
          <div className="flex flex-wrap justify-end gap-2">
            {abilities.cancel && (
              <Button kind="danger" onClick={() => put({ do: 'cancel' })}>
                {t('review.cancel')}
              </Button>
            )}
            {can('APPROVE_COUNT') && (
              <Button
                kind="primary"
                icon={Check}
                busy={isBusy}
                lockedBecause={entered === 0 ? t('review.nothingYet') : null}
                onClick={() => void approve()}
              >
                {t('review.approve', { count: entered, n: number(entered) })}
              </Button>
            )}
          </div>
        )}
      </div>
    </Sheet>
  )
}

function Sum({ differing, status }: { differing: readonly CountLine[]; status: Count['status'] }) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  if (status === 'cancelled') return t('review.isCancelled')
  const when = status === 'open' ? 'will' : 'did'
  if (differing.length === 0) return t(`review.${when}.nothing`)
  const sum = (sign: 1 | -1) =>
    round(differing.reduce((all, { difference }) => all + Math.max(0, (difference ?? 0) * sign), 0))
  return t(`review.${when}.change`, {
    count: differing.length,
    n: number(differing.length),
    found: number(sum(1)),
    lost: number(sum(-1)),
  })
}
