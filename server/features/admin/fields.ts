/** What a schema says of its fields, in the words of a form. */
import type { TSchema } from 'typebox'
import type { Field, fieldTypes, Part } from './contract.ts'

export type FieldType = (typeof fieldTypes)[number]

/** The schemas of a model's row and of what makes and changes it. */
export type Shapes = { row: TSchema | null; create: TSchema | null; update: TSchema | null }

/** Every field that a row shows or a body takes, the row's own first. */
export function fieldsOf(shapes: Shapes): Field[] {
  const [row, create, update] = [shapes.row, shapes.create, shapes.update].map(propertiesOf) as [Fields, Fields, Fields]
  const required = new Set(requiredOf(shapes.create))
  const names = new Set([row, create, update].flatMap(fields => Object.keys(fields)))
  const fields = [...names].map(name => ({
    ...describe(name, create[name] ?? (isSentBack(update[name]) ? undefined : update[name]) ?? row[name] ?? {}),
    nullable: isNullable(row[name] ?? create[name] ?? update[name] ?? {}),
    shown: name in row,
    on_create: name in create && !isSentBack(create[name]),
    on_update: name in update && !isSentBack(update[name]) && name !== 'version',
    required: required.has(name),
    parts: partsOf({ row: row[name] ?? null, create: create[name] ?? null, update: update[name] ?? null }),
  }))
  return fields.filter(({ shown, on_create, on_update }) => shown || on_create || on_update)
}

/** What is in an object, objects in it opened too; null where nothing is known to be. */
function partsOf(shapes: { [shape in keyof Shapes]: Schema | null }): Part[] | null {
  const fields = fieldsOf(shapes as Shapes)
  if (fields.length === 0) return null
  return fields.flatMap(({ parts, ...field }) =>
    parts ? parts.map(part => ({ ...part, name: `${field.name}.${part.name}` })) : [field],
  )
}

/** `created_at` → `Created at`. */
export function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The model whose record a field of this name holds the id of, or null. A role is known by its name too. */
export function relationOf(name: string, type: FieldType): string | null {
  if (name === 'role' && type === 'text') return 'roles'
  return type === 'id' || type === 'integer' ? (relations[name] ?? null) : null
}

const relations: Readonly<Record<string, string>> = {
  tenant: 'companies',
  company: 'companies',
  role_id: 'roles',
  product: 'products',
  product_id: 'products',
  category: 'categories',
  location: 'locations',
  from_location: 'locations',
  to_location: 'locations',
  order: 'orders',
  order_item: 'order_items',
  reverses: 'moves',
  ...Object.fromEntries(
    ['user', 'customer', 'actor', 'created_by', 'assigned_to', 'decided_by', 'received_by'].map(name => [
      name,
      'users',
    ]),
  ),
}

type Schema = {
  isId?: true
  isMoney?: true
  isQuantity?: number
  isText?: 'line' | 'prose'
  orNull?: true
  type?: string | string[]
  format?: string
  enum?: (string | null)[]
  description?: string
  maxLength?: number
  readOnly?: true
  properties?: Record<string, Schema>
  required?: string[]
}
type Fields = Record<string, Schema>

function describe(name: string, schema: Schema) {
  const type = typeOf(name, schema)
  return {
    name,
    label: labelOf(name),
    type,
    description: schema.description ?? '',
    choices: schema.enum?.filter(word => word !== null) ?? null,
    max_length: schema.maxLength ?? null,
    relation: relationOf(name, type),
  }
}

function typeOf(name: string, schema: Schema): FieldType {
  if (schema.isId || name === 'id') return 'id'
  if (schema.isMoney || amounts.has(name)) return 'money'
  if (schema.isQuantity !== undefined) return 'quantity'
  if (schema.enum) return 'choice'
  if (schema.isText === 'prose') return 'prose'
  if (schema.format === 'date-time') return 'time'
  if (schema.format === 'email') return 'email'
  const plain = [schema.type ?? 'object'].flat().find(each => each !== 'null') ?? 'object'
  return plainTypes[plain] ?? 'text'
}

/** Amounts leave as plain texts; by these names they are known. */
const amounts: ReadonlySet<string> = new Set(['unit_price', 'total_price', 'average_cost', 'value'])

const plainTypes: Readonly<Record<string, FieldType>> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
}

function propertiesOf(schema: TSchema | null): Fields {
  return (schema as Schema | null)?.properties ?? {}
}

function requiredOf(schema: TSchema | null): string[] {
  return (schema as Schema | null)?.required ?? []
}

function isNullable({ type, orNull }: Schema): boolean {
  return orNull === true || [type ?? []].flat().includes('null')
}

/** Part of an answer that a changing body may repeat, and that changes nothing. */
function isSentBack(schema: Schema | undefined): boolean {
  return schema?.readOnly === true
}
