import { Link } from '@tanstack/react-router'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { StackBar } from '../../ui/charts/StackBar.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Dashboard, Part } from './types.ts'

const series = { pending: 2, approved: 3, fulfilled: 1, rejected: 4, cancelled: 5 } as const

type Props = { states: Part<'orders_by_state'>; top: Dashboard['top_products']; className?: string }

/** How far orders have come, and what sold for most. */
export function OrdersByState({ states, top, className }: Props) {
  const { t } = useTranslation(['dashboard', 'common'])
  const names = Object.keys(series) as (keyof typeof series)[]
  return (
    <Sheet title={t('ordersByState')} className={className ?? ''}>
      <StackBar
        label={t('ordersByState')}
        parts={names.map(state => ({
          label: t(`common:states.${state}`),
          value: states[state] ?? 0,
          series: series[state],
          link: (
            <Link to="/app/orders" search={{ status__in: state }} className="hover:underline">
              {t(`common:states.${state}`)}
            </Link>
          ),
        }))}
      />
      {top && top.length > 0 && <MostSold top={top} />}
    </Sheet>
  )
}

function MostSold({ top }: { top: Part<'top_products'> }) {
  const { t } = useTranslation('dashboard')
  const { money, number } = useFormat()
  return (
    <>
      <h3 className="mt-4 mb-1 border-t border-border pt-3">{t('mostSold')}</h3>
      <ol>
        {top.map(({ product, name, quantity, total }) => (
          <li key={product} className="flex items-center gap-3 py-1">
            <Link to={`/app/products/${product}`} className="min-w-0 flex-1 truncate hover:underline">
              {name}
            </Link>
            <span className="text-muted-foreground">{number(quantity)}</span>
            <b className="min-w-20 text-end font-medium">{money(total)}</b>
          </li>
        ))}
      </ol>
    </>
  )
}
