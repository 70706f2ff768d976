/** Transfers that are sent off and received later: what goes in and out. */
import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, Quantity, Shape, Time } from '../../platform/schema.ts'

export const transferStates = ['in_transit', 'received'] as const

const Units = (description: string) => Type.Number({ description, examples: [4] })

export const Transfer = Type.Object({
  id: Id('the first of its moves'),
  tenant: Id(),
  product: Id(),
  product_name: Type.String(),
  sku: Type.String(),
  unit: Type.String(),
  from_location: Id(),
  from_name: Type.String(),
  to_location: Id(),
  to_name: Type.String(),
  status: OneOf(transferStates),
  quantity: Units('sent off'),
  received: Units('received so far'),
  in_transit: Units('on their way: expected at the destination, sold nowhere'),
  reason: Type.String(),
  created_by: Id(),
  created_at: Time,
  received_by: Nullable(Id('who received last')),
  received_at: Nullable(Time),
  version: Type.Integer(),
})
export type Transfer = Static<typeof Transfer>

export const TransferReceipt = Nullable(
  Shape({
    quantity: Type.Optional(Quantity(0.001, 'how much of it arrived; default: all that is on its way')),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  }),
)
export type TransferReceipt = Static<typeof TransferReceipt>
