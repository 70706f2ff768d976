import { can } from '../../platform/actor.ts'
import { invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { minorOf, unitMilliOf } from '../../platform/money.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { NewProduct, ProductChanges } from './contract.ts'
import type { Fields } from './show.ts'

type Given = Omit<ProductChanges, 'sku'> & Pick<NewProduct, 'sku'>

/** The columns that a body names, as they are stored; `unit` as it will be. Throws 400 by field. */
export function fieldsGiven({ actor }: Ctx, body: Given, unit: string): Partial<Fields> {
  const { currency } = actor.settings
  if (body.cost !== undefined && !can(actor, 'VIEW_COST')) throw invalid('cost', 'You may not see or set costs.')
  if (body.name !== undefined) assertVisible(body.name, 'name')
  if (body.sku != null) assertVisible(body.sku, 'sku')
  const money = (text: string | null, field: string) => (text === null ? null : minorOf(text, currency, field))
  const milli = (quantity: number | null, field: string) =>
    quantity === null ? null : unitMilliOf(quantity, unit, field)
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.sku != null && { sku: body.sku }),
    ...(body.description !== undefined && { description: body.description }),
    ...(body.price !== undefined && { price_minor: minorOf(body.price, currency, 'price') }),
    ...(body.cost !== undefined && { cost_minor: money(body.cost, 'cost') }),
    ...(body.unit !== undefined && { unit: body.unit }),
    ...(body.track_stock !== undefined && { track_stock: body.track_stock }),
    ...(body.category !== undefined && { category_id: body.category }),
    ...(body.barcode !== undefined && { barcode: body.barcode }),
    ...(body.reorder_point !== undefined && { reorder_point_milli: milli(body.reorder_point, 'reorder_point') }),
    ...(body.reorder_quantity !== undefined && {
      reorder_quantity_milli: milli(body.reorder_quantity, 'reorder_quantity'),
    }),
    ...(body.image === null && { image: null }),
    ...(body.assigned_to !== undefined && { assigned_to: body.assigned_to }),
    ...(body.is_active !== undefined && { is_active: body.is_active }),
  }
}

/** What a product may refer to and does refer to when these are its ids: kept from going away until the commit. */
export type References = { category: boolean; assignee: boolean }

/** Looks the ids of a body up; joins the flush of its tick. */
export async function lockReferences({ tx, tenantId }: Ctx, { category, assigned_to }: Given): Promise<References> {
  const [categories, users] = await Promise.all([
    category == null
      ? []
      : tx.rows(sql`select id from categories where tenant_id = ${tenantId} and id = ${category} for key share`),
    assigned_to == null
      ? []
      : tx.rows(
          sql`select id from users where tenant_id = ${tenantId} and id = ${assigned_to} and status = 'active' for key share`,
        ),
  ])
  return { category: categories.length > 0, assignee: users.length > 0 }
}

/** Throws 400 on a field that newly refers to what does not exist here. */
export function assertReferences(changes: Partial<Fields>, known: References): void {
  if (changes.category_id != null && !known.category) throw invalid('category', 'There is no such category.')
  if (changes.assigned_to != null && !known.assignee) throw invalid('assigned_to', 'There is no such user.')
}

function assertVisible(text: string, field: string): void {
  if (nameKey(text) === '') throw invalid(field, 'Use at least one visible character.')
}
