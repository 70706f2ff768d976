/** The model of adjustments, transfers, reversals and counts. */
import { levelAt, type Model, type ModelCount, type ModelCountLine, type Outcome, type Step } from './model.ts'

type Of<T extends Step['type']> = Extract<Step, { type: T }>

/** Does a step that is about stock; undefined for any other. */
export function booking(model: Model, step: Step): Outcome | undefined {
  switch (step.type) {
    case 'adjust':
      return adjust(model, step)
    case 'setStock':
      return setStock(model, step)
    case 'transfer':
      return transfer(model, step)
    case 'reverse':
      return reverse(model, step)
    case 'openCount':
      return openCount(model, step)
    case 'enterCount':
      return counting(model, step.count, count => enter(model, count, step.lines))
    case 'approveCount':
      return counting(model, step.count, count => post(model, count))
    case 'cancelCount':
      return counting(model, step.count, count => cancel(count))
  }
}

function adjust(model: Model, { product, location, quantity }: Of<'adjust'>): Outcome {
  const refusal = lowering(model, { product, location, quantity: -quantity })
  if (refusal) return refusal
  move(model, { product, location, change: quantity })
  return { ok: true, level: numbersAt(model, product, location) }
}

/** What can be sold is set to a number, at the default location; null: it is no longer tracked. */
function setStock(model: Model, { product, stock }: Of<'setStock'>): Outcome {
  if (stock === null) {
    model.tracked[product] = false
    return { ok: true, stock }
  }
  const change = stock - availableOf(model, product)
  if (change !== 0) {
    const refusal = lowering(model, { product, location: 0, quantity: -change })
    if (refusal) return refusal
    move(model, { product, location: 0, change })
  }
  model.tracked[product] = true
  return { ok: true, stock }
}

function transfer(model: Model, { product, from, to, quantity }: Of<'transfer'>): Outcome {
  if (from === to) return { status: 400, fields: ['to'] }
  const refusal = lowering(model, { product, location: from, quantity })
  if (refusal) return refusal
  move(model, { product, location: from, change: -quantity })
  move(model, { product, location: to, change: quantity })
  return { ok: true, from: numbersAt(model, product, from), to: numbersAt(model, product, to) }
}

/** `moves`: the last one first, all of one journey. */
function reverse(model: Model, { moves, isReversal }: Of<'reverse'>): Outcome {
  if (isReversal) return { status: 409, code: 'not_reversible' }
  if (moves.some(({ id }) => model.reversed.includes(id))) return { status: 409, code: 'already_reversed' }
  const [last] = moves
  if (last && last.to !== null) {
    const refusal = lowering(model, { ...last, location: last.to })
    if (refusal) return refusal
  }
  for (const { product, from, to, quantity } of moves) {
    if (to !== null) move(model, { product, location: to, change: -quantity })
    if (from !== null) move(model, { product, location: from, change: quantity })
  }
  model.reversed = [...model.reversed, ...moves.map(({ id }) => id)].toSorted((a, b) => a - b)
  return { ok: true, moves: moves.length }
}

function openCount(model: Model, { count: key, location, products }: Of<'openCount'>): Outcome {
  const lines = products.map(product => ({
    product,
    openedMoves: levelAt(model, product, location).moves,
    counted: null,
    expected: null,
  }))
  const count: ModelCount = { location, status: 'open', lines }
  model.counts[key] = count
  return shown(count)
}

function counting(model: Model, key: string, act: (count: ModelCount) => Outcome): Outcome {
  const count = model.counts[key] as ModelCount
  return count.status === 'open' ? act(count) : { status: 409, code: 'count_closed' }
}

function enter(model: Model, count: ModelCount, entries: Of<'enterCount'>['lines']): Outcome {
  for (const { product, counted } of entries) {
    const line = count.lines.find(one => one.product === product) as ModelCountLine
    Object.assign(line, { counted, expected: levelAt(model, product, count.location).onHand })
  }
  return shown(count)
}

function post(model: Model, count: ModelCount): Outcome {
  const { location } = count
  const entered = count.lines.filter(line => line.counted !== null)
  if (entered.length === 0) return { status: 409, code: 'count_empty' }
  const refusals = entered
    .map(({ product, ...line }) => lowering(model, { product, location, quantity: -differenceOf(line) }))
    .filter(refusal => refusal !== null)
  if (refusals.length > 0) return refusals.find(refusal => refusal.code === 'stock_held') ?? (refusals[0] as Outcome)
  const drifted = entered.map(line => line.openedMoves !== levelAt(model, line.product, location).moves)
  for (const line of entered) {
    model.tracked[line.product] = true
    if (differenceOf(line) !== 0) move(model, { product: line.product, location, change: differenceOf(line) })
  }
  count.status = 'posted'
  return { ...shown(count), drifted }
}

function cancel(count: ModelCount): Outcome {
  count.status = 'cancelled'
  return shown(count)
}

type Taking = { product: number; location: number; quantity: number }

function lowering(model: Model, { product, location, quantity }: Taking): Outcome | null {
  const level = levelAt(model, product, location)
  if (quantity <= level.onHand - level.reserved) return null
  return { status: 409, code: level.reserved > 0 ? 'stock_held' : 'insufficient_stock' }
}

function availableOf(model: Model, product: number): number {
  const places = Array.from({ length: model.locations }, (_, location) => levelAt(model, product, location))
  return places.reduce((sum, level) => sum + level.onHand - level.reserved, 0)
}

function move(
  model: Model,
  { product, location, change }: { product: number; location: number; change: number },
): void {
  const level = levelAt(model, product, location)
  level.onHand += change
  level.moves += 1
  model.tracked[product] = true
}

function numbersAt(model: Model, product: number, location: number): number[] {
  const { onHand, reserved, incoming } = levelAt(model, product, location)
  return [onHand, reserved, incoming]
}

function shown({ status, lines }: ModelCount): Outcome {
  return {
    ok: true,
    count: { status, lines: lines.map(({ product, counted, expected }) => [product, counted, expected]) },
  }
}

function differenceOf({ counted, expected }: Pick<ModelCountLine, 'counted' | 'expected'>): number {
  return (counted ?? 0) - (expected ?? 0)
}
