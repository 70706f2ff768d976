import { Link } from '@tanstack/react-router'
import type { OrderShare } from '../../../../../server/features/stock/contract.ts'
import { useTranslation } from '../../../lib/translation.ts'

/** An order by its number; those that one may not see have neither. */
export function OrderLink({ share: { order, number } }: { share: OrderShare }) {
  const { t } = useTranslation('catalog')
  if (order === null) return <span>{t('orders.others')}</span>
  return (
    <Link className="link" {...({ to: '/app/orders/$id', params: { id: String(order) } } as never as { to: '.' })}>
      {t('orders.number', { number })}
    </Link>
  )
}
