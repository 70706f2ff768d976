import clsx from 'clsx'
import { useFormat } from '../lib/format.ts'
import { useTranslation } from '../lib/translation.ts'

export type Level = {
  free: number
  held?: number | null
  incoming?: number | null
  reorder?: number | null
  /** Units of the request that is being decided; not counted in free nor held. */
  thisRequest?: number
}

/** As the server judges: free and what is on its way, against the reorder point. */
export const isLow = ({ free, incoming, reorder }: Level): boolean =>
  reorder !== null && reorder !== undefined && free + (incoming ?? 0) < reorder

type LevelBarProps = Level & {
  /** Pixels, or "100%". */
  width?: number | string
  height?: number
  className?: string
}

/** Free, then incoming, from the start; held apart at the end; the tick is the reorder point. Always beside its number. */
export function LevelBar({ width, height, className, ...level }: LevelBarProps) {
  const free = Math.max(0, level.free)
  const [held, incoming, asked] = [level.held ?? 0, level.incoming ?? 0, level.thisRequest ?? 0]
  const reorder = level.reorder ?? 0
  const sum = free + held + incoming + asked
  const whole = Math.max(asked > 0 ? sum : sum + Math.max(1, sum * 0.02), reorder * 2.4, 1)
  const share = (units: number) => ({ width: `${(units / whole) * 100}%` })
  return (
    <span
      className={clsx('level', asked === 0 && (level.free <= 0 ? 'out' : isLow(level) && 'low'), className)}
      role="img"
      aria-label={useLevelWords(level)}
      style={{ width, height }}
    >
      {free > 0 && <i className="level-free" style={share(free)} />}
      {incoming > 0 && <i className="level-incoming" style={share(incoming)} />}
      {held > 0 && (
        <i className={clsx('level-held', asked > 0 ? 'level-apart' : 'level-apart level-end')} style={share(held)} />
      )}
      {asked > 0 && <i className="level-this level-end" style={share(asked)} />}
      {reorder > 0 && <i className="level-tick" style={{ insetInlineStart: `${(reorder / whole) * 100}%` }} />}
    </span>
  )
}

/** "3 free to sell, 6 incoming, 12 held, reorder at 6" */
export function useLevelWords({ free, incoming, held, thisRequest, reorder }: Level): string {
  const { t } = useTranslation('common')
  const { number } = useFormat()
  return [
    t('ui.level.free', { count: free, n: number(free) }),
    incoming ? t('ui.level.incoming', { n: number(incoming) }) : null,
    t('ui.level.held', { n: number(held ?? 0) }),
    thisRequest ? t('ui.level.thisRequest', { n: number(thisRequest) }) : null,
    reorder ? t('ui.level.reorder', { n: number(reorder) }) : null,
  ]
    .filter(Boolean)
    .join(', ')
}

/** What the bar's strokes mean; once per table, in its heading. */
export function LevelLegend({ className }: { className?: string }) {
  const { t } = useTranslation('common')
  return (
    <span className={clsx('legend', className)}>
      <span>
        <i className="swatch bg-chart-1" />
        {t('ui.legend.free')}
      </span>
      <span>
        <i className="swatch border border-dashed border-chart-1" />
        {t('ui.legend.incoming')}
      </span>
      <span>
        <i className="swatch bg-input" />
        {t('ui.legend.held')}
      </span>
    </span>
  )
}
