/**
 * A product's row in product_stock is its lock: who changes a level, a reservation or `track_stock` of a product holds
 * it. Levels read by a later statement of the same flush are therefore final until the commit.
 * Locks are taken in this order, or transactions deadlock: order, product_stock by id, products, locations, head.
 * Lock rows of products and orders `for no key update`: `for update` would wait for the foreign keys of other lines.
 */
import type { WriteTx } from '../../platform/door.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { LocationKind } from './contract.ts'

/** What the ledger needs of a Ctx; `actor` is null for what the system does by itself. */
export type Books = { tx: WriteTx; tenantId: number; actor: { userId: number } | null }

export type Location = { id: number; name: string; kind: LocationKind; isDefault: boolean; isActive: boolean }

/** `isActive`: neither deleted nor switched off. `costMinor` and `priceMinor` are minor units. */
export type ProductFacts = {
  id: number
  name: string
  sku: string
  skuKey: string
  unit: string
  priceMinor: number
  costMinor: number | null
  /** What all that is on hand is worth. */
  valueMinor: number
  isTracked: boolean
  isActive: boolean
  isDeleted: boolean
  assignedTo: number | null
  createdBy: number | null
}

/** One product at one internal location, in thousandths. */
export type Level = {
  productId: number
  locationId: number
  onHandMilli: number
  reservedMilli: number
  incomingMilli: number
}

/** The stock of some products as it stays until the commit. Levels and locations: default location first, then by id. */
export type Sheet = {
  products: ReadonlyMap<number, ProductFacts>
  levels: readonly Level[]
  locations: readonly Location[]
}

/** Ids, or a subselect of one column of ids: `sql\`select product_id from order_items where …\``. */
export type Products = readonly number[] | Statement

/** Units of a location that an order line holds. */
export type Held = { id: number; orderItem: number; productId: number; locationId: number; quantityMilli: number }

/** Locks the products and reads their sheet; one flush, which the caller's other statements of this tick join. */
export async function lockStock({ tx, tenantId }: Books, products: Products): Promise<Sheet> {
  const among = amongProducts(products)
  const [worths, facts, levels, locations] = await Promise.all([
    tx.rows(lockOf(tenantId, among)),
    tx.rows(factsOf(tenantId, among)),
    tx.rows(levelsOf(tenantId, among)),
    tx.rows(locationsOf(tenantId)),
  ])
  return { products: withWorths(facts, worths), levels, locations }
}

/**
 * Keeps a location open until the commit and answers it, the default one for null; null when it is not an active
 * internal one. Whoever puts stock or expectations somewhere asks for this in the flush of lockStock, after it.
 */
export async function lockTarget({ tx, tenantId }: Books, place: number | null | Statement): Promise<Location | null> {
  const [target] = await tx.rows(sql<Location>`
    select id, name, kind, is_default as "isDefault", is_active as "isActive" from locations
    where tenant_id = ${tenantId} and kind = 'internal' and is_active and deleted_at is null
      and case when (${place})::bigint is null then is_default else id = (${place})::bigint end
    for key share`)
  return target ?? null
}

/** What an order holds; stable once the order's row is locked. */
export const heldBy = (tenantId: number, orderId: number): Statement<Held> => sql<Held>`
  select id, order_item_id as "orderItem", product_id as "productId", location_id as "locationId", quantity_milli as "quantityMilli"
  from reservations where tenant_id = ${tenantId} and order_id = ${orderId} order by id`

type Facts = Omit<ProductFacts, 'valueMinor'>
type WorthRow = { id: number; valueMinor: number }

function withWorths(facts: readonly Facts[], worths: readonly WorthRow[]): Sheet['products'] {
  const worthOf = new Map(worths.map(worth => [worth.id, worth.valueMinor]))
  return new Map(facts.map(product => [product.id, { ...product, valueMinor: worthOf.get(product.id) ?? 0 }]))
}

// An array, not a join: then the products are looked up one by one, however many the planner takes them for.
const amongProducts = (products: Products): Statement =>
  Array.isArray(products) ? sql`= any(${products}::bigint[])` : sql`= any(array(${products as Statement}))`

const lockOf = (tenantId: number, among: Statement) => sql<WorthRow>`
  select product_id as id, value_minor as "valueMinor" from product_stock where tenant_id = ${tenantId} and product_id ${among}
  order by product_id for no key update`

const factsOf = (tenantId: number, among: Statement) => sql<Facts>`
  select id, name, sku, sku_key as "skuKey", unit, price_minor as "priceMinor", cost_minor as "costMinor",
    track_stock as "isTracked", is_active and deleted_at is null as "isActive", deleted_at is not null as "isDeleted",
    assigned_to as "assignedTo", created_by as "createdBy"
  from products where tenant_id = ${tenantId} and id ${among}`

const levelsOf = (tenantId: number, among: Statement) => sql<Level>`
  select l.product_id as "productId", l.location_id as "locationId", l.on_hand_milli as "onHandMilli",
    l.reserved_milli as "reservedMilli", l.incoming_milli as "incomingMilli"
  from levels l join locations o on o.tenant_id = ${tenantId} and o.id = l.location_id
  where l.tenant_id = ${tenantId} and l.product_id ${among}
  order by o.is_default desc, l.location_id`

const locationsOf = (tenantId: number) => sql<Location>`
  select id, name, kind, is_default as "isDefault", is_active as "isActive" from locations
  where tenant_id = ${tenantId} and deleted_at is null order by is_default desc, id`
