import clsx from 'clsx'
import { ArrowRight } from 'lucide-react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { LevelBar } from '../../../ui/index.ts'
import type { Shelf } from '../places.ts'

type LevelChangeProps = {
  /** Where. */
  name: string
  before: Shelf
  /** Above zero adds. */
  change: number
  /** Put on the way there instead of there. */
  isOnItsWay?: boolean
  unit?: string | undefined
}

/** A level before and after what is about to be done, as numbers and as bars. */
export function LevelChange({ name, before, change, isOnItsWay = false, unit }: LevelChangeProps) {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const after = isOnItsWay
    ? { ...before, incoming: before.incoming + change }
    : { ...before, onHand: before.onHand + change }
  const free = after.onHand - after.held
  const most = Math.max(before.onHand + before.incoming, after.onHand + after.incoming, 1)
  const units = (value: number) => quantity(value, unit)
  return (
    <section className="grid gap-2 rounded-md bg-sunk p-3" aria-label={name}>
      <p className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate text-muted-foreground">{t('change.at', { name })}</span>
        <span className="flex items-center gap-1.5 text-16 whitespace-nowrap">
          {units(before.onHand)}
          {change !== 0 && !isOnItsWay && (
            <>
              <ArrowRight aria-label={t('change.becomes')} className="text-muted-foreground rtl:-scale-x-100" />
              <b className={clsx('font-semibold', after.onHand < 0 && 'text-danger-text')}>{units(after.onHand)}</b>
            </>
          )}
        </span>
      </p>
      <Bar shelf={before} most={most} />
      {change !== 0 && <Bar shelf={after} most={most} />}
      <p className={clsx('text-12', free < 0 ? 'text-danger-text' : 'text-muted-foreground')} role="status">
        {free < 0
          ? t('change.tooFew', { held: units(after.held), count: after.held })
          : t(after.incoming > 0 ? 'change.leftIncoming' : 'change.left', {
              free: units(free),
              held: units(after.held),
              incoming: units(after.incoming),
            })}
      </p>
    </section>
  )
}

/** Both bars are drawn to one measure, so that the longer one has more. */
function Bar({ shelf: { onHand, held, incoming }, most }: { shelf: Shelf; most: number }) {
  const share = Math.max(0, onHand + incoming) / most
  return (
    <span className="block" style={{ width: `${Math.max(4, share * 100)}%` }}>
      <LevelBar
        free={Math.max(0, onHand - held)}
        held={Math.min(held, Math.max(0, onHand))}
        incoming={incoming}
        width="100%"
        height={10}
      />
    </span>
  )
}
