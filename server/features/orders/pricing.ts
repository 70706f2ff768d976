/** Pure: lines get their product and today's price from the locked sheet. Amounts are minor units, quantities thousandths. */
import type { Actor } from '../../platform/actor.ts'
import { invalid } from '../../platform/errors.ts'
import { decimalsOfUnit, totalMinor } from '../../platform/money.ts'
import { isWithinReach } from '../stock/reach.ts'
import type { ProductFacts, Sheet } from '../stock/sheet.ts'
import type { OrderKind } from './contract.ts'
import { type Flaw, invalidLines, type WantedLine } from './lines.ts'
import type { ItemRow } from './show.ts'

/**
 * The order's rows for these lines, with ids as given. A sale's price is the product's, a restock's its cost, null where
 * that is not known. Throws 400 on every line whose product is absent, foreign, deleted, inactive or out of sight, all alike.
 */
export function priceLines(actor: Actor, sheet: Sheet, { kind, wanted, ids }: Pricing): ItemRow[] {
  const bySku = new Map(Array.from(sheet.products.values(), product => [product.skuKey, product]))
  const products = wanted.map(({ product }) =>
    'id' in product ? sheet.products.get(product.id) : bySku.get(product.skuKey),
  )
  const flaws = wanted.flatMap((line, i) => flawOf(actor, line, products[i]))
  if (flaws.length > 0) throw invalidLines(flaws)
  return wanted.map((line, i) =>
    itemOf(line, products[i] as ProductFacts, { kind, id: line.keepsId ?? (ids[i] as number) }),
  )
}

/** The sum of the lines. Throws 400 when it is more than a number holds exactly. */
export function totalOf(items: readonly ItemRow[]): number {
  const total = items.reduce((sum, item) => sum + (item.total_minor ?? 0), 0)
  if (!Number.isSafeInteger(total)) throw invalid('items', 'The total is too large. Order less at once.')
  return total
}

/** Whether a line holds and moves stock: what is received makes a product tracked, so a restock's always does. */
export function isTracked(kind: OrderKind, product: ProductFacts | undefined): boolean {
  return kind === 'restock' || product?.isTracked === true
}

type Pricing = { kind: OrderKind; wanted: readonly WantedLine[]; ids: readonly number[] }

function flawOf(actor: Actor, { place, quantityMilli }: WantedLine, product: ProductFacts | undefined): Flaw[] {
  if (!product || !isOrderable(actor, product))
    return [{ place, field: place.product, message: 'There is no such product.' }]
  if (quantityMilli % 1000 === 0 || decimalsOfUnit(product.unit) > 0) return []
  return [{ place, field: place.quantity, message: `Send a whole number: the unit is ${product.unit}.` }]
}

// Who sees only some products orders only those; who may not browse at all may still order what they know.
function isOrderable(actor: Actor, product: ProductFacts): boolean {
  return product.isActive && isWithinReach(actor, product)
}

function itemOf(
  { quantityMilli }: WantedLine,
  product: ProductFacts,
  { kind, id }: { kind: OrderKind; id: number },
): ItemRow {
  const unitPrice = kind === 'sale' ? product.priceMinor : product.costMinor
  return {
    id,
    product_id: product.id,
    name: product.name,
    sku: product.sku,
    tracked: isTracked(kind, product),
    quantity_milli: quantityMilli,
    fulfilled_milli: 0,
    unit_price_minor: unitPrice,
    total_minor: unitPrice === null ? null : totalMinor(unitPrice, quantityMilli),
  }
}
