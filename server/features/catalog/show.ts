import { can } from '../../platform/actor.ts'
import { moneyText, quantityOf } from '../../platform/money.ts'
import type { ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Product } from './contract.ts'
import { imagePath } from './imageShow.ts'

/** A product's own columns that can be changed. */
export type Fields = {
  name: string
  sku: string
  description: string
  price_minor: number
  cost_minor: number | null
  unit: string
  track_stock: boolean
  category_id: number | null
  barcode: string | null
  reorder_point_milli: number | null
  reorder_quantity_milli: number | null
  /** The hash of its picture. */
  image: string | null
  assigned_to: number | null
  is_active: boolean
}

/** A product with its stock, as `productColumns` read it. */
export type ProductRow = Fields & {
  id: number
  tenant: number
  created_by: number | null
  created_at: string
  updated_at: string
  version: number
  on_hand_milli: number
  reserved_milli: number
  incoming_milli: number
}

export const productColumns = sql`p.id, p.tenant_id as tenant, p.name, p.sku, p.description, p.price_minor, p.cost_minor, p.unit,
  p.track_stock, p.category_id, p.barcode, p.reorder_point_milli, p.reorder_quantity_milli, p.image, p.assigned_to, p.is_active,
  p.created_by, p.created_at, p.updated_at, p.version, s.on_hand_milli, s.reserved_milli, s.incoming_milli`

/** Every product has its row of stock. Outer all the same, so that what does not ask for stock is planned without it. */
export const productTables = (tenantId: number) =>
  sql`products p left join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id`

/** The product as this actor may see it: without `cost` for those who may not see costs. */
export function showProduct({ actor, deployment }: Pick<ReadCtx, 'actor' | 'deployment'>, row: ProductRow): Product {
  const shown = {
    id: row.id,
    tenant: row.tenant,
    ...showFields(row, actor.settings.currency),
    stock: row.track_stock ? quantityOf(row.on_hand_milli - row.reserved_milli) : null,
    on_hand: quantityOf(row.on_hand_milli),
    reserved: quantityOf(row.reserved_milli),
    incoming: quantityOf(row.incoming_milli),
    image: imagePath(deployment, row),
    created_by: row.created_by,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
  return can(actor, 'VIEW_COST') ? shown : withoutCost(shown)
}

function withoutCost({ cost, ...others }: Product): Product {
  return others
}

/** The changeable fields as the API names and writes them. */
export function showFields(fields: Fields, currency: string) {
  return {
    name: fields.name,
    sku: fields.sku,
    description: fields.description,
    price: moneyText(fields.price_minor, currency),
    cost: moneyText(fields.cost_minor, currency),
    unit: fields.unit,
    track_stock: fields.track_stock,
    category: fields.category_id,
    barcode: fields.barcode,
    reorder_point: quantityOf(fields.reorder_point_milli),
    reorder_quantity: quantityOf(fields.reorder_quantity_milli),
    image: fields.image,
    assigned_to: fields.assigned_to,
    is_active: fields.is_active,
  }
}
