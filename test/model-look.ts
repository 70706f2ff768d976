/** What the model is compared with: the company's rows, in the model's words. */
import { sql } from '../server/platform/sql.ts'
import { showOrder, type visibleState } from './model.ts'
import type { Corner } from './model-system.ts'

// biome-ignore lint/suspicious/noExplicitAny: replies are judged by what the model expects of them
type Body = any

/** The books as they are, in the words of the model's own look. */
export async function look(corner: Corner): Promise<ReturnType<typeof visibleState>> {
  const { company, products, orders } = corner
  const { world, tenantId } = company
  const ids = Array.from(orders.values(), ({ id }) => id)
  const [levels, states, items, held] = await world.deployment.door.read({ tenantId }, tx =>
    Promise.all([
      tx.rows(levelsOf(tenantId, products)),
      tx.rows(statesOf(tenantId, ids)),
      tx.rows(itemsIn(tenantId, ids)),
      tx.rows(heldIn(tenantId, ids)),
    ]),
  )
  const perOrder = <T>(tell: (id: number) => T) =>
    Object.fromEntries(Array.from(orders, ([key, { id }]) => [key, tell(id)]))
  return {
    levels: Object.fromEntries(
      levels.map(level => [
        `${products.indexOf(level.product)}/${company.locations.indexOf(level.location)}`,
        numbers(level),
      ]),
    ),
    orders: perOrder(id =>
      showOrder({
        status: states.find(state => state.id === id)?.status as never,
        lines: linesOf(
          corner,
          items.filter(item => item.order === id),
        ),
      }),
    ),
    held: perOrder(id =>
      held
        .filter(one => one.order === id)
        .map(one => one.quantity)
        .toSorted(),
    ),
  }
}

const levelsOf = (tenantId: number, products: number[]) => sql<{
  product: number
  location: number
  on_hand: number
  reserved: number
  incoming: number
}>`
  select product_id as product, location_id as location, on_hand_milli / 1000 as on_hand, reserved_milli / 1000 as reserved,
    incoming_milli / 1000 as incoming
  from levels where tenant_id = ${tenantId} and product_id = any(${products}::bigint[])
    and on_hand_milli + reserved_milli + incoming_milli > 0`

const statesOf = (tenantId: number, ids: number[]) => sql<{ id: number; status: string }>`
  select id, case when deleted_at is null then status else 'deleted' end as status
  from orders where tenant_id = ${tenantId} and id = any(${ids}::bigint[])`

const itemsIn = (tenantId: number, ids: number[]) => sql<{
  order: number
  product: number
  quantity: number
  fulfilled: number
}>`
  select order_id as "order", product_id as product, quantity_milli / 1000 as quantity, fulfilled_milli / 1000 as fulfilled
  from order_items where tenant_id = ${tenantId} and order_id = any(${ids}::bigint[]) order by id`

const heldIn = (tenantId: number, ids: number[]) => sql<{ order: number; quantity: number }>`
  select order_id as "order", quantity_milli / 1000 as quantity
  from reservations where tenant_id = ${tenantId} and order_id = any(${ids}::bigint[])`

export function linesOf({ products }: Corner, items: readonly Body[]) {
  return items.map(({ product, quantity, fulfilled }) => {
    return { product: products.indexOf(product), quantity, fulfilled, tracked: true }
  })
}

export function numbers({ on_hand, reserved, incoming }: Body): number[] {
  return [on_hand, reserved, incoming]
}
