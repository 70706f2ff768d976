import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, Prose, Quantity, Shape, Time } from '../../platform/schema.ts'

export const countStates = ['open', 'posted', 'cancelled'] as const

const Units = Type.Number({ description: 'units' })
const counted = Quantity(0, 'units found on the shelf')
const mostLines = 500

const countFields = {
  id: Id(),
  tenant: Id(),
  location: Id(),
  location_name: Type.String(),
  status: OneOf(countStates),
  note: Type.String(),
  created_by: Id(),
  created_at: Time,
  decided_by: Nullable(Id('who posted or cancelled it')),
  decided_at: Nullable(Time),
  version: Type.Integer(),
  lines_count: Type.Integer(),
  entered_count: Type.Integer(),
}

export const CountSummary = Type.Object(countFields)
export type CountSummary = Static<typeof CountSummary>

export const CountLine = Type.Object({
  product: Id(),
  product_name: Type.String(),
  sku: Type.String(),
  unit: Type.String(),
  on_hand: Type.Number({ description: 'units by the books now' }),
  counted: Nullable(Units),
  expected: Nullable(Type.Number({ description: 'units by the books when the count was entered' })),
  difference: Nullable(Type.Number({ description: 'what posting adds: counted − expected' })),
  drifted: Type.Boolean({ description: 'it moved since the line was opened, until it was posted' }),
  moved: Type.Number({ description: 'by how much it moved meanwhile' }),
  entered_by: Nullable(Id()),
  entered_at: Nullable(Time),
})
export type CountLine = Static<typeof CountLine>

export const Count = Type.Object({
  ...countFields,
  drifted_count: Type.Integer({ description: 'lines that moved meanwhile: look at them before approving' }),
  lines: Type.Array(CountLine),
  abilities: Type.Object({ enter: Type.Boolean(), approve: Type.Boolean(), cancel: Type.Boolean() }),
})
export type Count = Static<typeof Count>

export const NewCount = Shape({
  location: Type.Optional(Id('default: the default location')),
  products: Type.Optional(
    Type.Array(Id(), { minItems: 1, maxItems: mostLines, description: 'default: everything that has been there' }),
  ),
  note: Type.Optional(Prose(1000)),
})
export type NewCount = Static<typeof NewCount>

const version = Type.Optional(
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'must be the count’s' }),
)

/** The body of a decision may be absent. */
export const CountDecision = Nullable(Shape({ version }))
export type CountDecision = Static<typeof CountDecision>

export const CountEntry = Shape({
  version,
  lines: Type.Array(Shape({ product: Id('one that is not in the count yet joins it'), counted }), {
    minItems: 1,
    maxItems: mostLines,
  }),
})
export type CountEntry = Static<typeof CountEntry>
