/** What orders and stock should do, told as plainly as it can be: whole units in memory, one thing after another. */
import { canonicalJson } from '../server/platform/canonical.ts'
import { deciding } from './model-orders.ts'
import { booking } from './model-stock.ts'

/** Products, locations, orders and counts go by names of the model; a location of null is a virtual one. */
export type Model = {
  rules: { saleApproval: 'automatic' | 'required' }
  locations: number
  tracked: boolean[]
  levels: Record<string, ModelLevel>
  orders: Record<string, ModelOrder>
  counts: Record<string, ModelCount>
  /** Ids of moves that have been undone. */
  reversed: number[]
}

/** `moves` counts what has moved here: a count's line that moved meanwhile drifted. */
export type ModelLevel = { onHand: number; reserved: number; incoming: number; moves: number }
export type ModelLine = { product: number; quantity: number; fulfilled: number; tracked: boolean }
export type ModelHold = { line: number; location: number; quantity: number }
export type OrderState = 'pending' | 'approved' | 'rejected' | 'fulfilled' | 'cancelled' | 'deleted'
export type ModelOrder = {
  kind: 'sale' | 'restock'
  by: Person
  status: OrderState
  approvedItself: boolean
  location: number | null
  expires: boolean
  lines: ModelLine[]
  /** How often its lines were exchanged for others, which have other ids. */
  edition: number
  held: ModelHold[]
}
export type ModelCount = { location: number; status: 'open' | 'posted' | 'cancelled'; lines: ModelCountLine[] }
export type ModelCountLine = { product: number; openedMoves: number; counted: number | null; expected: number | null }

export type Person = 'owner' | 'customer'
export type Wanted = { product: number; quantity: number }
export type MoveFacts = { id: number; product: number; from: number | null; to: number | null; quantity: number }

/** Something that somebody does, with everything decided that a request says. */
export type Step =
  | {
      type: 'place'
      order: string
      by: Person
      kind: ModelOrder['kind']
      lines: Wanted[]
      location: number | null
    }
  | { type: 'change'; order: string; lines: Wanted[] }
  | { type: 'approve' | 'reject' | 'cancel' | 'withdraw' | 'delete' | 'expire'; order: string }
  | { type: 'fulfil'; order: string; part: { edition: number; line: number; quantity: number } | null; close: boolean }
  | { type: 'adjust'; product: number; location: number; quantity: number }
  | { type: 'setStock'; product: number; stock: number | null }
  | { type: 'transfer'; product: number; from: number; to: number; quantity: number }
  | { type: 'reverse'; moves: MoveFacts[]; isReversal: boolean }
  | { type: 'openCount'; count: string; location: number; products: number[] }
  | { type: 'enterCount'; count: string; lines: { product: number; counted: number }[] }
  | { type: 'approveCount' | 'cancelCount'; count: string }

/** What comes of it, as far as it is compared. */
export type Outcome = Record<string, unknown>

/** A company's corner with nothing done in it yet; `opening` of null: not tracked. */
export function newModel(rules: Model['rules'], locations: number, openings: readonly (number | null)[]): Model {
  const model: Model = { rules, locations, tracked: [], levels: {}, orders: {}, counts: {}, reversed: [] }
  openings.forEach((opening, product) => {
    model.tracked.push(opening !== null)
    if (opening) Object.assign(levelAt(model, product, 0), { onHand: opening, moves: 1 })
  })
  return model
}

/** Does it to the model, and tells what comes of it. */
export function apply(model: Model, step: Step): Outcome {
  return (deciding(model, step) ?? booking(model, step)) as Outcome
}

/** A model written down, so that equal ones are one. */
export type Written = string

export const write = (model: Model): Written => canonicalJson(model)
export const read = (written: Written): Model => JSON.parse(written)

/**
 * All the states that the model can be in after these steps were taken at once: those orders of taking them in which each
 * came to what was seen. None: what was seen cannot happen.
 */
export function after(states: readonly Written[], taken: readonly Taken[]): Written[] {
  let ways: Way[] = [{ rest: taken, states: new Set(states) }]
  for (const _ of taken) ways = merged(ways.flatMap(way => way.rest.map(next => taking(way, next))))
  return [...(ways[0]?.states ?? [])]

  /** Ways that have the same steps before them are one. */
  function merged(reached: readonly Way[]): Way[] {
    const keyOf = ({ rest }: Way) => rest.map(one => taken.indexOf(one)).join()
    return Array.from(
      Map.groupBy(
        reached.filter(way => way.states.size > 0),
        keyOf,
      ).values(),
      same => ({
        rest: same[0]?.rest ?? [],
        states: new Set(same.flatMap(way => [...way.states])),
      }),
    )
  }
}

/** A level of the model to be read or changed. */
export function levelAt(model: Model, product: number, location: number): ModelLevel {
  const key = `${product}/${location}`
  model.levels[key] ??= { onHand: 0, reserved: 0, incoming: 0, moves: 0 }
  return model.levels[key]
}

/** What can be compared with the books: levels, orders and what they hold. */
export function visibleState({ levels, orders }: Model) {
  const isAnything = ([, level]: [string, ModelLevel]) => level.onHand + level.reserved + level.incoming > 0
  const numbers = ([key, { onHand, reserved, incoming }]: [string, ModelLevel]) => [key, [onHand, reserved, incoming]]
  return {
    levels: Object.fromEntries(Object.entries(levels).filter(isAnything).map(numbers)),
    orders: Object.fromEntries(Object.entries(orders).map(([key, order]) => [key, showOrder(order)])),
    held: Object.fromEntries(
      Object.entries(orders).map(([key, { held }]) => [key, held.map(one => one.quantity).toSorted()]),
    ),
  }
}

export function showOrder({ status, lines }: Pick<ModelOrder, 'status' | 'lines'>) {
  return { status, lines: lines.map(({ product, quantity, fulfilled }) => [product, quantity, fulfilled]) }
}

export type Taken = { step: Step; seen: Outcome }
type Way = { rest: readonly Taken[]; states: Set<Written> }

function taking({ rest, states }: Way, next: Taken): Way {
  const seen = canonicalJson(next.seen)
  const reached = Array.from(states, read).filter(state => canonicalJson(apply(state, next.step)) === seen)
  return { rest: rest.filter(one => one !== next), states: new Set(reached.map(write)) }
}
