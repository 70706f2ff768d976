import { useMemo } from 'react'
import type { Order } from '../../../../server/features/orders/contract.ts'
import { useCan, useSession } from '../../app/session.ts'
import type { Page } from '../../lib/list.ts'
import { nameOf, usePeople } from '../../lib/names.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { useProducts } from '../stock/products.ts'
import { type Entry, nameIn } from './entry.ts'

/** What each of these entries is about, as people call it: "Red Saree", "Order #7", "Count #4". */
export function useAbout(entries: readonly Entry[]): (entry: Entry) => string {
  const { t } = useTranslation('audit')
  const idsOf = (type: string) =>
    entries.flatMap(({ object_type, object_id }) => (object_type === type && object_id !== null ? [object_id] : []))
  const people = usePeople(idsOf('user'))
  const products = useProducts(idsOf('product'))
  const orders = useNumbers(idsOf('order'))
  const { tenant } = useSession()
  return useMemo(() => {
    const found: Record<string, (id: number) => string | undefined> = {
      company: id => (id === tenant.id ? tenant.name : undefined),
      user: id => {
        const person = people(id)
        return person ? nameOf(person) : undefined
      },
      product: id => products.get(id)?.name,
      order: id => {
        const order = orders.get(id)
        return order && t(`about.${order.kind}`, { number: order.number })
      },
    }
    return entry => {
      const { object_type: type, object_id: id } = entry
      const name = nameIn(entry) ?? (id === null ? undefined : found[type]?.(id))
      if (name) return name
      const kind = t(`types.${type}`, { defaultValue: type })
      return id === null ? kind : t('about.other', { kind, id })
    }
  }, [t, people, products, orders, tenant])
}

/** Orders are called by their numbers, which are not their ids. */
function useNumbers(ids: readonly number[]): ReadonlyMap<number, Order> {
  const can = useCan()
  const wanted = [...new Set(ids)].toSorted((a, b) => a - b)
  const { data } = useGet<Page<Order>>(
    '/api/orders/',
    { id__in: wanted.join(','), page_size: 200 },
    { enabled: can('VIEW_ORDERS') && wanted.length > 0, placeholderData: before => before },
  )
  return useMemo(() => new Map(data?.results.map(order => [order.id, order])), [data])
}
