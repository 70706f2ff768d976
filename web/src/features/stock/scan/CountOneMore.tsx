import { ClipboardCheck } from 'lucide-react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Count, CountSummary } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, RouterLink } from '../../../ui/index.ts'
import { countPath, useEntries } from '../counts/useEntries.ts'
import { round } from '../parts/change.ts'

/** One more of it in the newest open count; without an open count there is nothing to add to. */
export function CountOneMore({ product }: { product: Product }) {
  const { rows } = useList<CountSummary>('/api/stock/counts/', { status: 'open', page_size: 1 })
  const [open] = rows
  return open ? <OneMore key={open.id} count={open} product={product} /> : null
}

function OneMore({ count, product }: { count: CountSummary; product: Product }) {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const { entries, enter } = useEntries(count.id)
  const { data } = useGet<Count>(countPath(count.id))
  const kept = entries.find(entry => entry.product === product.id)
  const saved = data?.lines.find(line => line.product === product.id)?.counted ?? 0
  const soFar = kept?.counted ?? saved
  return (
    <div className="grid gap-1">
      <Button size="lg" icon={ClipboardCheck} disabled={!data} onClick={() => enter(product.id, round(soFar + 1))}>
        {t('scan.countOne', { id: count.id })}
      </Button>
      <p className="text-12 text-muted-foreground" role="status">
        {t('scan.soFar', { n: quantity(soFar, product.unit), place: count.location_name })}{' '}
        <RouterLink className="link" to="/app/counts/$id" params={{ id: String(count.id) }}>
          {t('scan.toCount')}
        </RouterLink>
      </p>
    </div>
  )
}
