import { decimalsOf } from '../../platform/money.ts'
import { Answer, type Input, type ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Order } from './contract.ts'
import { pageOf, styleSheet } from './printPage.ts'
import { drawPdf } from './printQueue.ts'
import { getOrder } from './show.ts'

/** An order as its customer may read it on paper; amounts are texts with their currency, null in a restock. */
export type Confirmation = {
  company: string
  customer: string | null
  title: string
  state: string
  placedOn: string
  note: string
  lines: { name: string; sku: string; quantity: string; unitPrice: string | null; total: string | null }[]
  total: string | null
}

/** The order as a page to print. Throws 404 for an order out of sight. */
export async function printOrder(ctx: ReadCtx, { params }: Input<unknown>): Promise<Answer> {
  return new Answer(200, pageOf(await getConfirmation(ctx, params.id)), { 'content-type': 'text/html; charset=utf-8' })
}

/** The order as a PDF file. Throws 404 for an order out of sight, Busy. */
export async function printOrderPdf(ctx: ReadCtx, { params }: Input<unknown>): Promise<Answer> {
  const confirmation = await getConfirmation(ctx, params.id)
  return new Answer(200, await drawPdf(confirmation), {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="order-${confirmation.title.replace(/\D/g, '')}.pdf"`,
  })
}

/** The look of the printed page: the security policy takes no styles from inside a page. */
export function printStyle(): Answer {
  return new Answer(200, styleSheet, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=3600',
  })
}

async function getConfirmation(ctx: ReadCtx, id: number): Promise<Confirmation> {
  const [order, [names]] = await Promise.all([
    getOrder(ctx, { params: { id } }),
    ctx.tx.rows(namesOf(ctx.tenantId, id)),
  ])
  return confirmationOf(order, names as NamesRow)
}

type NamesRow = { company: string; currency: string; customer: string | null }

const namesOf = (tenantId: number, id: number) => sql<NamesRow>`
  select t.name as company, o.currency, coalesce(nullif(u.name, ''), u.username) as customer
  from orders o
  join platform.tenants t on t.id = ${tenantId}
  left join users u on u.tenant_id = ${tenantId} and u.id = o.customer_id
  where o.tenant_id = ${tenantId} and o.id = ${id}`

// A restock's prices are costs, which no customer sees; its paper bears none, whoever prints it.
function confirmationOf(order: Order, { company, currency, customer }: NamesRow): Confirmation {
  const amount = order.kind === 'sale' ? amountsIn(currency) : () => null
  return {
    company,
    customer,
    title: `${order.kind === 'sale' ? 'Order' : 'Restock request'} ${order.number}`,
    state: order.status,
    placedOn: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(order.created_at),
    ),
    note: order.note,
    lines: order.items.map(item => ({
      name: item.name,
      sku: item.sku,
      quantity: new Intl.NumberFormat('en', { maximumFractionDigits: 3 }).format(item.quantity),
      unitPrice: amount(item.unit_price),
      total: amount(item.total_price),
    })),
    total: amount(order.total_price),
  }
}

/** `'1999.98'` → `'₹1,999.98'`. */
export function amountsIn(currency: string): (text: string | null) => string | null {
  const decimals = decimalsOf(currency)
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: currency === 'ILS' ? 'code' : 'symbol', // the PDF's font has no ₪
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return text => (text === null ? null : format.format(text as `${number}`).replace(/\s/g, ' '))
}
