import { Link } from '@tanstack/react-router'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { LevelBar } from '../../ui/LevelBar.tsx'
import { StockMark } from '../../ui/pills.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Part } from './types.ts'

/** What is below its reorder point, the worst first. */
export function RunningLow({ low, className }: { low: Part<'low_stock'>; className?: string }) {
  const { t } = useTranslation('dashboard')
  const { number, quantity } = useFormat()
  return (
    <Sheet
      title={t('runningLow')}
      actions={
        low.count > 0 && (
          <Link className="link text-12" to="/app/products" search={{ low: true }}>
            {t('allLow', { count: low.count })}
          </Link>
        )
      }
      flush
      className={className ?? ''}
    >
      {low.products.length === 0 ? (
        <p className="sheet-body text-muted-foreground">{t('nothingLow')}</p>
      ) : (
        <ul>
          {low.products.map(({ product, name, sku, unit, available, incoming, reorder_point: reorder }) => (
            <li key={product} className="flex min-h-11 items-center border-t border-border pe-4">
              <span className="grid w-[38px] flex-none place-items-center self-stretch border-e border-margin">
                <StockMark mark={available <= 0 ? 'out' : 'low'} />
              </span>
              <Link to={`/app/products/${product}`} className="min-w-0 flex-1 px-3 py-1.5 hover:underline">
                <b className="block truncate font-medium">{name}</b>
                <small className="block truncate text-muted-foreground">{sku}</small>
              </Link>
              <span className="me-3 whitespace-nowrap">
                <b>{number(available)}</b> <small className="text-muted-foreground">/ {quantity(reorder, unit)}</small>
              </span>
              <LevelBar free={available} incoming={incoming} reorder={reorder} width={92} className="max-desk:hidden" />
              <small className="w-24 text-end whitespace-nowrap text-muted-foreground max-xl:hidden">
                {incoming > 0 && t('incoming', { units: quantity(incoming, unit) })}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}
