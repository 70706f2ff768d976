/** Pure: what an order takes from where, planned on a sheet. Quantities are thousandths, in errors units. */
import type { Actor } from '../../platform/actor.ts'
import { fail, invalid } from '../../platform/errors.ts'
import type { LocationKind } from './contract.ts'
import { isWithinReach } from './reach.ts'
import type { Held, Level, Location, ProductFacts, Sheet } from './sheet.ts'

export type Line = { orderItem: number; productId: number; quantityMilli: number }
export type Allocation = Line & { locationId: number }
/** A product that is short, in units: what is asked for in all its lines, what could be held now, what is on its way. */
export type ShortLine = { product: number; requested: number; available: number; incoming: number }
export type HoldPlan = { allocations: Allocation[]; short: ShortLine[] }
/** Units taken out of a hold. */
export type Consumption = { held: Held; quantityMilli: number }

const mostMilli = 1e12

/**
 * Where each line takes its units: the default location first, then others by id, possibly several; `locationId` binds.
 * Lines of untracked products hold nothing. When anything is short, nothing is allocated and every short product is named.
 */
export function planHold(sheet: Sheet, lines: readonly Line[], locationId: number | null): HoldPlan {
  const tracked = lines.filter(line => sheet.products.get(line.productId)?.isTracked !== false)
  const short = shortLines(sheet, tracked, locationId)
  if (short.length > 0) return { allocations: [], short }
  const free = levelsAt(sheet, locationId).map(level => ({ ...level, freeMilli: freeMilliOf(level) }))
  return { allocations: tracked.flatMap(line => allocate(line, free)).toSorted(byPlace), short: [] }
}

/** The allocations of a plan. Throws 409 insufficient_stock with every short line. */
export function assertEnough({ allocations, short }: HoldPlan): Allocation[] {
  if (short.length > 0) throw fail('insufficient_stock', { lines: short })
  return allocations
}

/** The sheet as it will be once these holds are released: to plan an order's new lines before the old ones are gone. */
export function releasedSheet(sheet: Sheet, held: readonly Held[]): Sheet {
  const released = new Map<string, number>()
  for (const { productId, locationId, quantityMilli } of held)
    add(released, `${productId}/${locationId}`, quantityMilli)
  const levels = sheet.levels.map(level => ({
    ...level,
    reservedMilli: level.reservedMilli - (released.get(`${level.productId}/${level.locationId}`) ?? 0),
  }))
  return { ...sheet, levels }
}

/** Which holds a fulfilment of these lines uses up, oldest first. Throws when a line holds less: then the books are wrong. */
export function planShip(held: readonly Held[], lines: readonly Omit<Line, 'productId'>[]): Consumption[] {
  return lines.flatMap(line =>
    consume(
      line,
      held.filter(one => one.orderItem === line.orderItem),
    ),
  )
}

/** Thousandths that can be sold now, at one location or at all. */
export function availableMilli(sheet: Sheet, productId: number, locationId: number | null = null): number {
  return sum(
    levelsAt(sheet, locationId).filter(level => level.productId === productId),
    freeMilliOf,
  )
}

/** Thousandths at all internal locations together. */
export function onHandMilli(sheet: Sheet, productId: number): number {
  return sum(
    sheet.levels.filter(level => level.productId === productId),
    level => level.onHandMilli,
  )
}

export function incomingMilli(sheet: Sheet, productId: number, locationId: number | null = null): number {
  return sum(
    levelsAt(sheet, locationId).filter(level => level.productId === productId),
    level => level.incomingMilli,
  )
}

/** The product that a body names. Throws 400 on `product` when it is absent, foreign, deleted, inactive or out of sight, all alike. */
export function getProduct(actor: Actor, sheet: Sheet, id: number): ProductFacts {
  const product = sheet.products.get(id)
  if (!product?.isActive || !isWithinReach(actor, product)) throw invalid('product', 'There is no such product.')
  return product
}

/** The level, all zero where the product has never been. */
export function levelAt(sheet: Sheet, productId: number, locationId: number): Level {
  const level = sheet.levels.find(one => one.productId === productId && one.locationId === locationId)
  return level ?? { productId, locationId, onHandMilli: 0, reservedMilli: 0, incomingMilli: 0 }
}

/** Throws 400 on `field` when more would be on hand than the books can hold. */
export function assertRoom(
  sheet: Sheet,
  { productId, quantityMilli }: { productId: number; quantityMilli: number },
  field: string,
) {
  if (onHandMilli(sheet, productId) + quantityMilli > mostMilli)
    throw invalid(field, 'At most 1000000000 units of a product can be on hand.')
}

export function freeMilliOf(level: Level): number {
  return level.onHandMilli - level.reservedMilli
}

/** The company's default location. */
export function defaultLocation(sheet: Sheet): Location {
  return sheet.locations.find(location => location.isDefault) ?? missing('default')
}

/** The company's one location of a virtual kind. */
export function virtualLocation(sheet: Sheet, kind: Exclude<LocationKind, 'internal'>): Location {
  return sheet.locations.find(location => location.kind === kind) ?? missing(kind)
}

/** The active internal location of this id, or null: what a body may name. */
export function findLocation(sheet: Sheet, id: number): Location | null {
  return (
    sheet.locations.find(location => location.id === id && location.kind === 'internal' && location.isActive) ?? null
  )
}

function shortLines(sheet: Sheet, lines: readonly Line[], locationId: number | null): ShortLine[] {
  const requested = new Map<number, number>()
  for (const line of lines) add(requested, line.productId, line.quantityMilli)
  return Array.from(requested, ([productId, requestedMilli]) => ({
    product: productId,
    requested: requestedMilli / 1000,
    available: availableMilli(sheet, productId, locationId) / 1000,
    incoming: incomingMilli(sheet, productId, locationId) / 1000,
  })).filter(line => line.requested > line.available)
}

function allocate(line: Line, free: (Level & { freeMilli: number })[]): Allocation[] {
  const allocations: Allocation[] = []
  let wanted = line.quantityMilli
  for (const level of free) {
    if (level.productId !== line.productId) continue
    const quantityMilli = Math.min(wanted, level.freeMilli)
    if (quantityMilli <= 0) continue
    level.freeMilli -= quantityMilli
    wanted -= quantityMilli
    allocations.push({ ...line, locationId: level.locationId, quantityMilli })
  }
  return allocations
}

function consume(line: Omit<Line, 'productId'>, held: readonly Held[]): Consumption[] {
  const consumptions: Consumption[] = []
  let wanted = line.quantityMilli
  for (const one of held) {
    const quantityMilli = Math.min(wanted, one.quantityMilli)
    if (quantityMilli <= 0) continue
    wanted -= quantityMilli
    consumptions.push({ held: one, quantityMilli })
  }
  if (wanted > 0) throw new Error(`order line ${line.orderItem} holds ${wanted} thousandths less than it ships`)
  return consumptions
}

function levelsAt(sheet: Sheet, locationId: number | null): readonly Level[] {
  return locationId === null ? sheet.levels : sheet.levels.filter(level => level.locationId === locationId)
}

function byPlace(a: Allocation, b: Allocation): number {
  return a.productId - b.productId || a.locationId - b.locationId || a.orderItem - b.orderItem
}

function add<K>(sums: Map<K, number>, key: K, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

function sum<T>(list: readonly T[], amountOf: (one: T) => number): number {
  return list.reduce((total, one) => total + amountOf(one), 0)
}

function missing(what: string): never {
  throw new Error(`the company has no ${what} location`)
}
