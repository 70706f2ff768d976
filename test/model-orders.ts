/** The model of requests and orders. */
import {
  levelAt,
  type Model,
  type ModelHold,
  type ModelLine,
  type ModelOrder,
  type Outcome,
  type Step,
  showOrder,
  type Wanted,
} from './model.ts'

const transitions = {
  approve: ['pending'],
  reject: ['pending'],
  fulfill: ['approved'],
  cancel: ['pending', 'approved'],
}

type Action = keyof typeof transitions

/** Does a step that is about an order; undefined for any other. */
export function deciding(model: Model, step: Step): Outcome | undefined {
  switch (step.type) {
    case 'place':
      return place(model, step)
    case 'change':
      return change(model, step.order, step.lines)
    case 'approve':
      return decide(model, step.order, 'approve', order => approve(model, order))
    case 'reject':
      return decide(model, step.order, 'reject', order => end(model, order, 'rejected'))
    case 'cancel':
      return decide(model, step.order, 'cancel', order => end(model, order, 'cancelled'))
    case 'withdraw':
      return withdraw(model, step.order)
    case 'fulfil':
      return decide(model, step.order, 'fulfill', order => fulfil(model, order, step))
    case 'delete':
      return remove(model, step.order)
    case 'expire':
      return expire(model, step.order)
  }
}

function place(model: Model, { order: key, by, kind, lines, location }: Extract<Step, { type: 'place' }>): Outcome {
  const approvedItself = kind === 'sale' && model.rules.saleApproval === 'automatic'
  const order: ModelOrder = {
    kind,
    by,
    status: approvedItself ? 'approved' : 'pending',
    approvedItself,
    location: kind === 'restock' ? (location ?? 0) : location,
    expires: false,
    lines: lines.map(line => newLine(model, kind, line)),
    edition: 0,
    held: [],
  }
  const short = hold(model, order)
  if (short) return short
  model.orders[key] = order
  return ok(order)
}

function change(model: Model, key: string, wanted: readonly Wanted[]): Outcome {
  const order = model.orders[key]
  if (!order || order.status === 'deleted') return absent
  if (order.status !== 'pending') return { status: 409, code: 'order_locked' }
  const isSame = ({ product, quantity }: Wanted, i: number) =>
    order.lines[i]?.product === product && order.lines[i]?.quantity === quantity
  if (wanted.length === order.lines.length && wanted.every(isSame)) return ok(order)
  const before = structuredClone({ lines: order.lines, held: order.held, expires: order.expires })
  release(model, order)
  order.lines = wanted.map(line => newLine(model, order.kind, line))
  const short = hold(model, order)
  if (!short) {
    order.edition += 1
    return ok(order)
  }
  Object.assign(order, before)
  for (const one of order.held) levelOf(model, order, one).reserved += one.quantity
  return short
}

function decide(model: Model, key: string, action: Action, act: (order: ModelOrder) => Outcome): Outcome {
  const order = model.orders[key]
  if (!order || order.status === 'deleted') return absent
  if (!allowed(order).includes(action))
    return { status: 409, code: 'illegal_transition', state: order.status, allowed: allowed(order) }
  return act(order)
}

/** The customer cancels: only their own, and only what no person has approved. */
function withdraw(model: Model, key: string): Outcome {
  const order = model.orders[key]
  if (!order || order.status === 'deleted' || order.by !== 'customer') return absent
  if (order.status === 'approved' && !order.approvedItself) return { status: 403, code: 'permission_denied' }
  return decide(model, key, 'cancel', one => end(model, one, 'cancelled'))
}

function approve(model: Model, order: ModelOrder): Outcome {
  order.status = 'approved'
  if (order.kind === 'restock') expect(model, order, 1)
  return ok(order)
}

function end(model: Model, order: ModelOrder, status: 'rejected' | 'cancelled'): Outcome {
  letGo(model, order)
  order.status = status
  return ok(order)
}

function fulfil(model: Model, order: ModelOrder, { part, close }: Extract<Step, { type: 'fulfil' }>): Outcome {
  const left = (line: ModelLine) => line.quantity - line.fulfilled
  const isGone = part && part.edition !== order.edition
  if (isGone || (part && part.quantity > left(order.lines[part.line] as ModelLine)))
    return { status: 400, fields: ['items'] }
  if (!part && close && !isBegun(order)) return { status: 400, fields: ['close'] }
  const parts = part ? [part] : close ? [] : order.lines.map((line, i) => ({ line: i, quantity: left(line) }))
  for (const one of parts) if (one.quantity > 0) fulfilPart(model, order, one)
  if (close) letGo(model, order)
  if (close || order.lines.every(line => left(line) === 0)) order.status = 'fulfilled'
  order.expires = false
  return ok(order)
}

function fulfilPart(model: Model, order: ModelOrder, { line, quantity }: { line: number; quantity: number }): void {
  const item = order.lines[line] as ModelLine
  item.fulfilled += quantity
  if (order.kind === 'restock') receive(model, item.product, { location: order.location ?? 0, quantity })
  else if (item.tracked) ship(model, order, { line, quantity })
}

function receive(model: Model, product: number, { location, quantity }: { location: number; quantity: number }): void {
  const level = levelAt(model, product, location)
  level.onHand += quantity
  level.incoming -= quantity
  level.moves += 1
  model.tracked[product] = true
}

function ship(model: Model, order: ModelOrder, { line, quantity }: { line: number; quantity: number }): void {
  let wanted = quantity
  for (const one of order.held.filter(held => held.line === line)) {
    const taken = Math.min(wanted, one.quantity)
    const level = levelOf(model, order, one)
    one.quantity -= taken
    wanted -= taken
    level.onHand -= taken
    level.reserved -= taken
    level.moves += taken > 0 ? 1 : 0
  }
  order.held = order.held.filter(one => one.quantity > 0)
}

function remove(model: Model, key: string): Outcome {
  const order = model.orders[key]
  if (!order || order.status === 'deleted') return absent
  if (order.status !== 'pending') return { status: 409, code: 'order_locked' }
  letGo(model, order)
  order.status = 'deleted'
  return { ok: true }
}

/** Time takes back what holds something and of which nothing has left. */
function expire(model: Model, key: string): Outcome {
  const order = model.orders[key]
  if (order?.expires && allowed(order).includes('cancel')) end(model, order, 'cancelled')
  return { ok: true }
}

function hold(model: Model, order: ModelOrder): Outcome | null {
  if (order.kind === 'restock') return null
  const short = shortLines(model, order)
  if (short.length > 0) return { status: 409, code: 'insufficient_stock', lines: short }
  order.held = order.lines.flatMap((line, i) => (line.tracked ? allocate(model, order, { line, i }) : []))
  order.held.sort((a, b) => a.location - b.location || a.line - b.line)
  order.expires = order.held.length > 0
  return null
}

function shortLines(model: Model, { lines, location }: ModelOrder) {
  const tracked = lines.filter(line => line.tracked)
  return [...Map.groupBy(tracked, line => line.product)]
    .map(([product, same]) => ({
      product,
      requested: same.reduce((sum, line) => sum + line.quantity, 0),
      available: sumAt(model, { product, location }, level => level.onHand - level.reserved),
      incoming: sumAt(model, { product, location }, level => level.incoming),
    }))
    .filter(line => line.requested > line.available)
}

function allocate(model: Model, order: ModelOrder, { line, i }: { line: ModelLine; i: number }): ModelHold[] {
  const holds: ModelHold[] = []
  let wanted = line.quantity
  for (const location of placesOf(model, order.location)) {
    const level = levelAt(model, line.product, location)
    const quantity = Math.min(wanted, level.onHand - level.reserved)
    if (quantity <= 0) continue
    level.reserved += quantity
    wanted -= quantity
    holds.push({ line: i, location, quantity })
  }
  return holds
}

function letGo(model: Model, order: ModelOrder): void {
  release(model, order)
  order.expires = false
  if (order.kind === 'restock' && order.status === 'approved') expect(model, order, -1)
}

function release(model: Model, order: ModelOrder): void {
  for (const one of order.held) levelOf(model, order, one).reserved -= one.quantity
  order.held = []
  order.expires = false
}

function expect(model: Model, { lines, location }: ModelOrder, sign: 1 | -1): void {
  for (const line of lines)
    levelAt(model, line.product, location ?? 0).incoming += sign * (line.quantity - line.fulfilled)
}

function allowed(order: ModelOrder): Action[] {
  const legal = (Object.keys(transitions) as Action[]).filter(action => transitions[action].includes(order.status))
  return isBegun(order) ? legal.filter(action => action !== 'cancel') : legal
}

function isBegun({ lines }: ModelOrder): boolean {
  return lines.some(line => line.fulfilled > 0)
}

function newLine(model: Model, kind: ModelOrder['kind'], { product, quantity }: Wanted): ModelLine {
  return { product, quantity, fulfilled: 0, tracked: kind === 'restock' || model.tracked[product] === true }
}

function levelOf(model: Model, order: ModelOrder, { line, location }: ModelHold) {
  return levelAt(model, (order.lines[line] as ModelLine).product, location)
}

function sumAt(
  model: Model,
  { product, location }: { product: number; location: number | null },
  numberOf: (level: ReturnType<typeof levelAt>) => number,
): number {
  return placesOf(model, location).reduce((sum, place) => sum + numberOf(levelAt(model, product, place)), 0)
}

function placesOf({ locations }: Model, location: number | null): number[] {
  return location === null ? Array.from({ length: locations }, (_, i) => i) : [location]
}

const absent: Outcome = { status: 404 }

function ok(order: ModelOrder): Outcome {
  return { ok: true, order: showOrder(order) }
}
