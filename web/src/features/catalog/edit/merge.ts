import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Changes } from '../changes.ts'

export type Field = keyof Changes
export type Clash = {
  field: Field
  /** As both of us read it. */
  base: unknown
  theirs: unknown
  /** Absent where only they changed it. */
  mine?: unknown
}

/** Fields that somebody else changed since, and which of them I changed too. What I alone changed is no clash. */
export function clashesOf(base: Product, theirs: Product, mine: Changes): Clash[] {
  const fields = (Object.keys(theirs) as (keyof Product)[])
    .filter(isField)
    .filter(field => theirs[field] !== base[field])
  return fields.map(field => ({
    field,
    base: base[field],
    theirs: theirs[field],
    ...(field in mine && mine[field] !== theirs[field] && { mine: mine[field] }),
  }))
}

/** What is sent on top of theirs: my changes, but those where theirs shall stay. */
export function mergedChanges(mine: Changes, theirs: Product, yielded: ReadonlySet<Field>): Changes {
  const own = Object.entries(mine).filter(
    ([field, value]) => !yielded.has(field as Field) && theirs[field as Field] !== value,
  )
  return Object.fromEntries(own) as Changes
}

const fields: readonly string[] = [
  'name',
  'price',
  'sku',
  'description',
  'cost',
  'unit',
  'track_stock',
  'category',
  'barcode',
  'reorder_point',
  'reorder_quantity',
  'assigned_to',
  'is_active',
] satisfies Field[]

const isField = (name: string): name is Field => fields.includes(name)
