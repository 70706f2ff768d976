import { useNavigate } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { useNames } from '../../lib/names.ts'
import { useQueryClient } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, Note, PageHead, Skeleton, StatusPill, toast, UnsavedMark } from '../../ui/index.ts'
import { type Order, orderPath, type Product, sum, useOrder, useProducts } from './orders.ts'
import { OrderFormView } from './parts/OrderFormView.tsx'
import { type Draft, draftLine, useOrderForm } from './parts/useOrderForm.ts'
import { editOrderRoute } from './routes.ts'
import './parts/order.css'

/** Changes an order that still waits: new lines hold anew, at today's prices. */
export default function EditOrderPage() {
  const { id } = editOrderRoute.useParams()
  const { data: order, error, refetch } = useOrder(Number(id))
  const products = useProducts(order?.items.map(({ product }) => product) ?? [])
  if (error && !order) return <ErrorState page error={error} onRetry={refetch} />
  if (!order || products.size === 0) return <Skeleton shape="block" height={240} />
  return <Editing order={order} products={products} />
}

function Editing({ order, products }: { order: Order; products: ReadonlyMap<number, Product> }) {
  const { t, i18n } = useTranslation('orders')
  const list = new Intl.ListFormat(i18n.language)
  const navigate = useNavigate()
  const client = useQueryClient()
  const customer = useNames([order.customer])(order.customer)
  const params = { id: String(order.id) }
  const form = useOrderForm({
    initial: draftOf(order, products),
    known: order,
    save: ({ kind: _, ...body }) =>
      api.put<Order>(
        orderPath(order.id),
        { ...body, ...(body.location === undefined && order.kind === 'sale' && { location: null }) },
        { version: order.version },
      ),
    onSaved: changed => {
      client.setQueryData([orderPath(order.id)], changed)
      toast(t('done.changed', { number: order.number }))
      void navigate({ to: '/app/orders/$id', params })
    },
  })
  const { draft } = form
  const gone = order.items.filter(({ product }) => !products.has(product)).map(({ name }) => name)
  const shown =
    draft.customer && draft.customer.id === order.customer ? { ...draft.customer, label: customer } : draft.customer
  return (
    <>
      <PageHead
        title={t('form.edit', { number: order.number })}
        crumbs={[
          { label: t('list.title'), link: { to: '/app/orders' } },
          { label: t('order', { number: order.number }), link: { to: '/app/orders/$id', params } },
        ]}
        mark={<StatusPill state={order.status} />}
        actions={form.isDirty && <UnsavedMark />}
      />
      {gone.length > 0 && <Note tone="warn">{t('form.gone', { count: gone.length, names: list.format(gone) })}</Note>}
      {order.abilities.update ? (
        <OrderFormView
          form={{ ...form, draft: { ...draft, customer: shown } }}
          action={t('form.save', { number: order.number })}
          own={heldBy(order)}
        />
      ) : (
        <Note tone="warn">
          {t(order.status === 'pending' ? 'refused.notYours' : 'refused.locked', { number: order.number })}
        </Note>
      )}
    </>
  )
}

function draftOf({ kind, items, customer, location, note }: Order, products: ReadonlyMap<number, Product>): Draft {
  const lines = items.flatMap(({ id, product, quantity }) => {
    const found = products.get(product)
    return found ? [draftLine(found, String(quantity), id)] : []
  })
  return { kind, lines, customer: customer === null ? null : { id: customer, label: '' }, location, note }
}

/** What a waiting sale holds is free for itself. */
function heldBy({ kind, items }: Order): ReadonlyMap<number, number> {
  if (kind === 'restock') return new Map()
  const ids = [...new Set(items.map(({ product }) => product))]
  return new Map(
    ids.map(id => [id, sum(items.filter(({ product }) => product === id).map(({ quantity }) => quantity))]),
  )
}
