import { type Static, Type } from 'typebox'
import type { ErrorTable } from '../../platform/errors.ts'
import { Changes, Id, Line, Nullable, OneOf, Quantity, Shape, Time } from '../../platform/schema.ts'
import type { PermissionTable } from '../people/contract.ts'
import { transferStates } from './transitContract.ts'

export * from './countContract.ts'
export * from './transitContract.ts'

export const permissions = {
  VIEW_STOCK: { name: 'View stock levels and moves', group: 'stock', scoped: false },
  ADJUST_STOCK: { name: 'Adjust stock', group: 'stock', scoped: false },
  TRANSFER_STOCK: { name: 'Transfer stock', group: 'stock', scoped: false },
  COUNT_STOCK: { name: 'Count stock', group: 'stock', scoped: false },
  APPROVE_COUNT: { name: 'Approve stock counts', group: 'stock', scoped: false },
  VIEW_LOCATIONS: { name: 'View locations', group: 'stock', scoped: false },
  CREATE_LOCATION: { name: 'Create locations', group: 'stock', scoped: false },
  UPDATE_LOCATION: { name: 'Update locations', group: 'stock', scoped: false },
  DELETE_LOCATION: { name: 'Delete locations', group: 'stock', scoped: false },
} satisfies PermissionTable

export const errors = {
  stock_held: {
    status: 409,
    detail: 'Orders hold more than would be left. Cancel or fulfil them first, or lower less.',
  },
  insufficient_stock: { status: 409, detail: 'There is not enough stock. The lines name what is missing.' },
  default_location: { status: 409, detail: 'This is the default location. Make another location the default first.' },
  count_closed: { status: 409, detail: 'This count is posted or cancelled already. Open a new one.' },
  count_empty: { status: 409, detail: 'Nothing has been entered yet. Enter what was counted first.' },
  already_reversed: { status: 409, detail: 'This move has been reversed already.' },
  not_reversible: { status: 409, detail: 'A reversal is not reversed again. Book an adjustment instead.' },
  transfer_received: { status: 409, detail: 'All of this transfer has been received already.' },
  location_in_use: {
    status: 409,
    detail: 'There is stock here, or some is expected. Transfer it away or cancel what is expected first.',
  },
} satisfies ErrorTable

/** Virtual kinds are the other side of a receipt, sale, adjustment, scrapping or journey. */
export const locationKinds = ['internal', 'supplier', 'customer', 'adjustment', 'scrap', 'transit'] as const
export type LocationKind = (typeof locationKinds)[number]

/** What a move can be caused by; `cause_id` is the id of that record. */
export const causes = ['opening', 'product', 'adjustment', 'transfer', 'order', 'count', 'reversal'] as const
export type CauseType = (typeof causes)[number]

const Units = Type.Number({ description: 'units, at most three decimals', examples: [2] })

export const Location = Type.Object({
  id: Id(),
  tenant: Id(),
  name: Type.String(),
  is_default: Type.Boolean({ description: 'orders take from it first and receipts go to it' }),
  is_active: Type.Boolean(),
  created_at: Time,
  updated_at: Time,
  version: Type.Integer(),
})
export type Location = Static<typeof Location>

const locationFields = {
  name: Line(80),
  is_default: Type.Boolean({ description: 'true makes it the default instead of the one before' }),
  is_active: Type.Boolean(),
}

export const NewLocation = Shape({
  name: locationFields.name,
  is_default: Type.Optional(locationFields.is_default),
  is_active: Type.Optional(locationFields.is_active),
})
export const LocationChanges = Changes(locationFields, Location)

const NowOnly = Nullable(Type.Number({ description: 'units; null with `as_of`: holds and expectations are not kept' }))
const Cost = Nullable(
  Type.String({ description: 'at moving-average cost; null with `as_of`, and to those who may not see costs' }),
)

export const Level = Type.Object({
  id: Id(),
  product: Id(),
  product_name: Type.String(),
  sku: Type.String(),
  unit: Type.String(),
  location: Id(),
  location_name: Type.String(),
  on_hand: Units,
  reserved: NowOnly,
  available: NowOnly,
  incoming: NowOnly,
  average_cost: Cost,
  value: Cost,
})
export type Level = Static<typeof Level>

export const Move = Type.Object({
  id: Id(),
  product: Id(),
  product_name: Type.String(),
  sku: Type.String(),
  from_location: Id(),
  from_name: Type.String(),
  from_kind: OneOf(locationKinds),
  to_location: Id(),
  to_name: Type.String(),
  to_kind: OneOf(locationKinds),
  quantity: Type.Number({ description: 'units moved, above zero' }),
  change: Type.Number({ description: 'what it changed on hand: above zero in, below out, zero within the company' }),
  reason: Type.String(),
  cause_type: OneOf(causes),
  cause_id: Nullable(Id()),
  reverses: Nullable(Id('the move that this one undoes')),
  actor: Nullable(Id('the user; null: the system')),
  actor_username: Nullable(Type.String()),
  at: Time,
})
export type Move = Static<typeof Move>

export const NewReversal = Shape({ reason: Line(200) })
export const Reversed = Type.Object({ moves: Type.Array(Move) })

/** A quantity of either sign; zero is refused where it is used. */
const SignedQuantity = Quantity(-1e9, 'units: above zero adds, below removes')

export const NewAdjustment = Shape({
  product: Id(),
  location: Type.Optional(Id('default: the default location')),
  quantity: SignedQuantity,
  reason: Line(200),
})
export type NewAdjustment = Static<typeof NewAdjustment>

export const NewTransfer = Shape({
  product: Id(),
  from: Type.Optional(Id('location; default: the default location')),
  to: Id('location'),
  quantity: Quantity(0.001),
  reason: Type.Optional(Line(200)),
  receive: Type.Optional(
    Type.Boolean({ description: 'false: the units stay in transit until somebody receives them; default: true' }),
  ),
})
export type NewTransfer = Static<typeof NewTransfer>

/** A level after what was done to it. */
const LevelAfter = { product: Id(), location: Id(), on_hand: Units, reserved: Units, available: Units, incoming: Units }

export const Adjusted = Type.Object({
  move: Id('the move in the ledger'),
  quantity: Units,
  reason: Type.String(),
  ...LevelAfter,
})
export const Transferred = Type.Object({
  transfer: Nullable(Id('what is to be received; null where the units are there already')),
  status: OneOf(transferStates),
  moves: Type.Array(Id(), { description: 'out of the first location into transit, and on to the second' }),
  product: Id(),
  quantity: Units,
  reason: Type.String(),
  from: Type.Object(LevelAfter),
  to: Type.Object(LevelAfter),
})

/** What an order holds, brings or asks for. Orders beyond the reader's sight are counted together, without id. */
const OrderShare = Type.Object({
  order: Nullable(Id('null: orders you may not see')),
  number: Nullable(Type.Integer()),
  status: Nullable(Type.String()),
  quantity: Units,
})

/** Why a product's stock is what it is. */
export const Explanation = Type.Object({
  product: Id(),
  name: Type.String(),
  unit: Type.String(),
  tracked: Type.Boolean(),
  on_hand: Type.Object({
    value: Units,
    causes: Type.Array(Type.Object({ cause: OneOf(causes), moved_in: Units, moved_out: Units, moves: Type.Integer() })),
    locations: Type.Array(
      Type.Object({ location: Id(), name: Type.String(), on_hand: Units, reserved: Units, incoming: Units }),
    ),
  }),
  reserved: Type.Object({ value: Units, orders: Type.Array(OrderShare) }),
  available: Type.Object({ value: Units }),
  incoming: Type.Object({
    value: Units,
    restocks: Type.Array(OrderShare),
    transfers: Type.Array(Type.Object({ transfer: Id(), from: Type.String(), to: Type.String(), quantity: Units }), {
      description: 'in transit between locations',
    }),
  }),
  waiting: Type.Object({ value: Units, restocks: Type.Array(OrderShare) }),
  reorder: Type.Object({
    point: Nullable(Units),
    quantity: Nullable(Units),
    projected: Type.Number({ description: 'available + incoming + waiting' }),
    is_low: Type.Boolean({ description: 'that is below the reorder point: another restock is due' }),
  }),
  sentences: Type.Array(Type.String()),
})
export type Explanation = Static<typeof Explanation>
export type OrderShare = Static<typeof OrderShare>
