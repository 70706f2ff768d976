import { type Static, Type } from 'typebox'
import type { ErrorTable } from '../../platform/errors.ts'
import { Changes, Id, Line, Nullable, OneOf, PageOf, Prose, Quantity, Shape, Time } from '../../platform/schema.ts'
import type { PermissionTable } from '../people/contract.ts'

export const states = ['pending', 'approved', 'rejected', 'fulfilled', 'cancelled'] as const
export const kinds = ['sale', 'restock'] as const

export type OrderState = (typeof states)[number]
export type OrderKind = (typeof kinds)[number]

export const permissions = {
  VIEW_ORDERS: { name: 'View orders', group: 'orders', scoped: true },
  CREATE_ORDER: { name: 'Place orders', group: 'orders', scoped: false },
  CREATE_RESTOCK: { name: 'Request restocks', group: 'orders', scoped: false },
  ORDER_FOR_CUSTOMER: { name: 'Place orders for customers', group: 'orders', scoped: false },
  UPDATE_ORDER: { name: 'Update pending orders', group: 'orders', scoped: true },
  DELETE_ORDER: { name: 'Delete pending orders', group: 'orders', scoped: true },
  APPROVE_ORDER: { name: 'Approve, reject and cancel orders', group: 'orders', scoped: true },
  FULFILL_ORDER: { name: 'Fulfil orders', group: 'orders', scoped: true },
  ASSIGN_ORDER: { name: 'Assign orders', group: 'orders', scoped: true },
} satisfies PermissionTable

export const errors = {
  illegal_transition: {
    status: 409,
    detail: 'This order’s state does not allow that. `allowed` names what it does allow.',
  },
  order_locked: { status: 409, detail: 'This order is no longer pending and can no longer be changed.' },
  self_approval: { status: 403, detail: 'Nobody approves their own request here. Ask another approver.' },
} satisfies ErrorTable

export const mostLines = 100

const someQuantity = () => Type.Optional(Quantity(0.001, 'units; decimals only where the product’s unit has them'))

/** A line names its product by `product_id`, `product` or `sku`, and its quantity by `quantity` or `qty`. */
const lineFields = {
  product_id: Type.Optional(Id('the product')),
  product: Type.Optional(Id('the product')),
  sku: Type.Optional(Line(100, 'the product, by its SKU')),
  quantity: someQuantity(),
  qty: someQuantity(),
}

const orderFields = {
  product_id: Type.Optional(Id('the only product')),
  product: Type.Optional(Id('the only product')),
  quantity: someQuantity(),
  qty: someQuantity(),
  customer: Type.Optional(Nullable(Id('a user; oneself when absent'))),
  location: Type.Optional(Nullable(Id('take from, or deliver to, this location only'))),
  note: Type.Optional(Prose(2000)),
}

export const NewOrder = Shape(
  {
    items: Type.Optional(Type.Array(Shape(lineFields), { minItems: 1, maxItems: mostLines })),
    ...orderFields,
    kind: Type.Optional(OneOf(kinds, '`sale` when absent')),
  },
  {
    examples: [
      { items: [{ product_id: 1, qty: 2 }], note: 'Please gift-wrap.' },
      { product: 1, quantity: 2 },
    ],
  },
)

const Amount = Nullable(Type.String({ examples: ['999.99'] }))

export const OrderItem = Type.Object({
  id: Type.Integer(),
  product: Type.Integer(),
  product_id: Type.Integer(),
  name: Type.String(),
  sku: Type.String(),
  quantity: Type.Number(),
  qty: Type.Number(),
  fulfilled: Type.Number(),
  unit_price: Amount,
  total_price: Amount,
})

export const Abilities = Type.Object({
  approve: Type.Boolean(),
  reject: Type.Boolean(),
  cancel: Type.Boolean(),
  fulfill: Type.Boolean(),
  update: Type.Boolean(),
  assign: Type.Boolean(),
})

const Units = Type.Number({ description: 'units' })

/** Why a restock was requested by nobody: the numbers as they were, and in words. */
export const Reasoning = Type.Object({
  text: Type.String(),
  on_hand: Units,
  reserved: Units,
  incoming: Units,
  waiting: Units,
  projected: Type.Number({ description: 'on hand − reserved + incoming + waiting' }),
  reorder_point: Units,
  reorder_quantity: Nullable(Units),
  quantity: Units,
})
export type Reasoning = Static<typeof Reasoning>

export const Order = Type.Object({
  id: Type.Integer(),
  number: Type.Integer(),
  kind: OneOf(kinds),
  status: OneOf(states),
  items: Type.Array(OrderItem),
  product: Type.Optional(Type.Integer({ description: 'of an order of exactly one line' })),
  quantity: Type.Optional(Type.Number({ description: 'of an order of exactly one line' })),
  total_price: Amount,
  tenant: Type.Integer(),
  customer: Nullable(Type.Integer()),
  created_by: Nullable(Type.Integer({ description: 'null: drafted because its product is low' })),
  assigned_to: Nullable(Type.Integer()),
  location: Nullable(Type.Integer()),
  note: Type.String(),
  reasoning: Nullable(Reasoning),
  reason: Nullable(Type.String({ description: 'why it was rejected or cancelled' })),
  hold_expires_at: Nullable(Time),
  created_at: Time,
  updated_at: Time,
  version: Type.Integer(),
  abilities: Abilities,
})

export const OrderPage = PageOf(Order)

/** A line as it is sent back: the fields of the answer that say nothing new are ignored. */
const ChangedLine = Shape({
  ...lineFields,
  id: Type.Optional(Id('the line this one was')),
  ...ignored(['name', 'fulfilled', 'unit_price', 'total_price']),
})

export const OrderChanges = Changes(
  { items: Type.Array(ChangedLine, { minItems: 1, maxItems: mostLines }), ...orderFields },
  Order,
)

const version = Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }))

const note = Type.Optional(Prose(2000, 'kept in the order’s history'))

/** The body of a transition may be absent. */
export const Transition = Nullable(Shape({ note, version }))
export const Refusal = Nullable(Shape({ reason: Type.Optional(Prose(2000)), note, version }))
export const Fulfilment = Nullable(
  Shape({
    items: Type.Optional(
      Type.Array(Shape({ id: Id('the line'), quantity: someQuantity(), qty: someQuantity() }), {
        minItems: 1,
        maxItems: mostLines,
      }),
    ),
    close: Type.Optional(Type.Boolean({ description: 'end the order and release the rest' })),
    note,
    version,
  }),
)
export const Assignment = Shape({ user: Nullable(Id('a colleague, or null for nobody')), note, version })
export const NewNote = Shape({ note: Line(2000) })

export const actions = ['approve', 'reject', 'cancel', 'fulfill'] as const

export const PreviewQuery = Shape({ action: OneOf(actions, 'what to try') })

const Stock = Type.Object({
  on_hand: Type.Number(),
  reserved: Type.Number(),
  available: Type.Number(),
  incoming: Type.Number(),
})

export const StockPreview = Type.Object({
  product: Type.Integer(),
  name: Type.String(),
  before: Stock,
  after: Stock,
  older_waiting: Type.Object(
    { sale: Type.Number(), restock: Type.Number() },
    { description: 'units in orders that have been waiting longer' },
  ),
  after_older: Type.Object(Stock.properties, { description: 'when those are fulfilled too' }),
})

export const Preview = Type.Object({
  action: OneOf(actions),
  order: Order,
  stock: Type.Array(StockPreview),
  short: Type.Array(
    Type.Object({
      product: Type.Integer(),
      requested: Type.Number(),
      available: Type.Number(),
      incoming: Type.Number(),
    }),
  ),
})

export const HistoryEntry = Type.Object({
  id: Type.Integer(),
  action: Type.String(),
  from_status: Nullable(OneOf(states)),
  to_status: OneOf(states),
  actor: Nullable(Type.Integer()),
  actor_username: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  note: Nullable(Type.String()),
  at: Time,
})

export const HistoryPage = PageOf(HistoryEntry)

export type Order = Static<typeof Order>
export type OrderItem = Static<typeof OrderItem>
export type Abilities = Static<typeof Abilities>
export type HistoryEntry = Static<typeof HistoryEntry>
export type Preview = Static<typeof Preview>
export type StockPreview = Static<typeof StockPreview>
export type NewOrder = Static<typeof NewOrder>
export type OrderChanges = Static<typeof OrderChanges>
export type Transition = Static<typeof Transition>
export type Refusal = Static<typeof Refusal>
export type Fulfilment = Static<typeof Fulfilment>
export type NewNote = Static<typeof NewNote>
export type Assignment = Static<typeof Assignment>

function ignored<const N extends string>(names: readonly N[]) {
  const field = Type.Optional(Type.Unsafe<unknown>({ readOnly: true, description: 'ignored' }))
  return Object.fromEntries(names.map(name => [name, field])) as Record<N, typeof field>
}
