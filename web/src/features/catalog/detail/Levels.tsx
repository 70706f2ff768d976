import clsx from 'clsx'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Level } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ErrorState, LevelBar, Sheet, Skeleton } from '../../../ui/index.ts'

/** Where it is: a line for each location it has been at. */
export function Levels({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const list = useList<Level>('/api/stock/', { product: product.id, page_size: 100 })
  return (
    <Sheet title={t('levels.title')} flush>
      {list.error && list.rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} className="py-6" />
      ) : list.isLoading ? (
        <Skeleton rows={2} />
      ) : list.rows.length === 0 ? (
        <p className="sheet-body text-muted-foreground">{t('levels.none')}</p>
      ) : (
        <Table levels={list.rows} unit={product.unit} />
      )}
    </Sheet>
  )
}

function Table({ levels, unit }: { levels: Level[]; unit: string }) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  const units = (value: number | null) => (value ? quantity(value, unit) : '–')
  const sums = (['available', 'on_hand', 'reserved', 'incoming'] as const).map(
    name => [name, levels.reduce((all, level) => all + (level[name] ?? 0), 0)] as const,
  )
  const most = Math.max(1, ...levels.map(({ on_hand, incoming }) => on_hand + (incoming ?? 0)))
  return (
    <div className="overflow-x-auto">
      <table className="ledger" aria-label={t('levels.title')}>
        <thead>
          <tr>
            <th scope="col" className="ps-4">
              {t('field.location')}
            </th>
            <th scope="col" className="max-desk:hidden">
              <span className="sr-only">{t('field.level')}</span>
            </th>
            <th scope="col" className="ledger-num">
              {t('field.stock')}
            </th>
            <th scope="col" className="ledger-num">
              {t('field.onHand')}
            </th>
            <th scope="col" className="ledger-num max-desk:hidden">
              {t('field.held')}
            </th>
            <th scope="col" className="ledger-num pe-4 max-desk:hidden">
              {t('field.incoming')}
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map(level => (
            <tr key={level.id}>
              <th scope="row" className="max-w-40 ps-4 font-medium">
                <span className="block truncate">{level.location_name}</span>
              </th>
              <td className="max-desk:hidden" style={{ width: 160 }}>
                <span
                  style={{
                    display: 'block',
                    width: `${Math.max(8, ((level.on_hand + (level.incoming ?? 0)) / most) * 100)}%`,
                  }}
                >
                  <LevelBar free={level.available ?? 0} held={level.reserved} incoming={level.incoming} width="100%" />
                </span>
              </td>
              <td className="ledger-num font-semibold">{quantity(level.available, unit)}</td>
              <td className="ledger-num">{units(level.on_hand)}</td>
              <td className="ledger-num text-muted-foreground max-desk:hidden">{units(level.reserved)}</td>
              <td className="ledger-num pe-4 text-muted-foreground max-desk:hidden">{units(level.incoming)}</td>
            </tr>
          ))}
        </tbody>
        {levels.length > 1 && (
          <tfoot>
            <tr>
              <td className="ps-4 font-normal text-muted-foreground">{t('levels.all', { count: levels.length })}</td>
              <td className="max-desk:hidden" />
              {sums.map(([name, value]) => (
                <td
                  key={name}
                  className={clsx('ledger-num last:pe-4', ['reserved', 'incoming'].includes(name) && 'max-desk:hidden')}
                >
                  <span className="total">{quantity(value, unit)}</span>
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
