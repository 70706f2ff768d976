import { useNavigate } from '@tanstack/react-router'
import { useCan } from '../../app/session.ts'
import { api } from '../../lib/api.ts'
import { useTranslation } from '../../lib/translation.ts'
import { PageHead, Segmented, Skeleton, toast } from '../../ui/index.ts'
import { type Order, type Product, useOrder, useProducts } from './orders.ts'
import { OrderFormView } from './parts/OrderFormView.tsx'
import { type Draft, draftLine, useOrderForm } from './parts/useOrderForm.ts'
import { newOrderRoute } from './routes.ts'
import './parts/order.css'

/** A sale or a restock request; the address may bring its first line, or an order whose lines are taken over. */
export default function NewOrderPage() {
  const { t } = useTranslation('orders')
  const { product, from } = newOrderRoute.useSearch()
  const kind = useKind()
  const source = useOrder(from ?? 0, { enabled: from !== undefined })
  const ids = from ? (source.data?.items.map(item => item.product) ?? []) : product ? [product] : []
  const products = useProducts(ids)
  const isReady = !(from && source.isPending) && (ids.length === 0 || products.size > 0)
  return (
    <>
      <PageHead title={t(`form.title.${kind}`)} crumbs={[{ label: t('list.title'), link: { to: '/app/orders' } }]} />
      {isReady ? (
        <NewOrder kind={kind} initial={firstDraft(kind, { source: from ? source.data : undefined, ids, products })} />
      ) : (
        <Skeleton shape="block" height={240} />
      )}
    </>
  )
}

/** What the address asks for, as far as it may be. */
function useKind(): 'sale' | 'restock' {
  const { kind } = newOrderRoute.useSearch()
  const can = useCan()
  if (!can('CREATE_ORDER')) return 'restock'
  return kind === 'restock' && can('CREATE_RESTOCK') ? 'restock' : 'sale'
}

function NewOrder({ kind, initial }: { kind: 'sale' | 'restock'; initial: Draft }) {
  const { t } = useTranslation('orders')
  const navigate = useNavigate()
  const form = useOrderForm({
    initial,
    save: (body, once) => api.post<Order>('/api/orders/', { ...body, kind }, { once }),
    onSaved: order => {
      toast(t(`done.placed.${kind}`, { number: order.number }))
      void navigate({ to: '/app/orders/$id', params: { id: String(order.id) } })
    },
  })
  return (
    <OrderFormView
      form={{ ...form, draft: { ...form.draft, kind } }}
      action={t(`form.place.${kind}`)}
      head={<KindChoice kind={kind} />}
    />
  )
}

function KindChoice({ kind }: { kind: 'sale' | 'restock' }) {
  const { t } = useTranslation('orders')
  const can = useCan()
  const navigate = newOrderRoute.useNavigate()
  if (!can('CREATE_ORDER') || !can('CREATE_RESTOCK')) return null
  return (
    <Segmented
      label={t('form.kind')}
      className="justify-self-start"
      value={kind}
      onChange={next => void navigate({ search: next === 'restock' ? { kind: 'restock' } : {}, replace: true })}
      options={(['sale', 'restock'] as const).map(value => ({ value, label: t(`form.kinds.${value}`) }))}
    />
  )
}

type Sources = { source: Order | undefined; ids: readonly number[]; products: ReadonlyMap<number, Product> }

function firstDraft(kind: 'sale' | 'restock', { source, ids, products }: Sources): Draft {
  const wanted = source
    ? source.items.map(({ product, quantity }) => ({ product, quantity }))
    : ids.map(product => ({ product, quantity: 1 }))
  const lines = wanted.flatMap(({ product, quantity }) => {
    const found = products.get(product)
    const reorder = kind === 'restock' && !source ? (found?.reorder_quantity ?? quantity) : quantity
    return found ? [draftLine(found, String(reorder))] : []
  })
  return { kind, lines, customer: null, location: source?.kind === kind ? source.location : null, note: '' }
}
