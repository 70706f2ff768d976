import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import type { Views } from './useViews.ts'

/** The views as index tabs; none is current while what is asked has no name. */
export function ViewTabs({ views: { views, active, choose } }: { views: Views }) {
  const { t } = useTranslation('table')
  const { number } = useFormat()
  if (views.length < 2) return null
  return (
    <nav className="tabs-line sidescroll no-print" aria-label={t('views.label')}>
      {views.map(view => (
        <button
          key={view.id}
          type="button"
          aria-current={view === active ? 'true' : undefined}
          onClick={() => choose(view)}
        >
          <span className="inline-block max-w-60 truncate align-bottom">{view.label}</span>
          {view.count !== undefined && <span className="tabs-count">{number(view.count)}</span>}
        </button>
      ))}
    </nav>
  )
}
