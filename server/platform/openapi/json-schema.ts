/** Our schemas as plain JSON Schema 2020-12, for readers that do not know our keywords. */

export type JsonSchema = { [keyword: string]: unknown }

/** What a field of our vocabulary takes when sent, and what it is when answered. */
type Side = 'sent' | 'answered'

const lists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])
const nested = new Set(['items', 'additionalProperties', 'not', 'contains'])
const named = new Set(['properties', 'patternProperties', '$defs'])

/** The plain schema of a body (`sent`) or of a reply (`answered`). */
export function plainSchema(schema: unknown, side: Side): JsonSchema {
  const { isId, isMoney, isQuantity, isText, orNull, ...known } = schema as JsonSchema
  const plain: JsonSchema = {
    ...(isId !== undefined && idShapes[side]),
    ...(isMoney !== undefined && moneyShapes[side]),
    ...(isQuantity !== undefined && quantityShape(isQuantity as number, side)),
    ...(isText === 'line' && { minLength: 1 }),
    ...Object.fromEntries(Object.entries(known).map(([keyword, value]) => [keyword, plainValue(keyword, value, side)])),
  }
  return orNull ? { ...plain, type: orNullType(plain.type) } : plain
}

/** An example of a value that the (plain) schema takes: the first one it gives itself, or one made up from its type. */
export function exampleOf(schema: JsonSchema): unknown {
  const { examples, example, enum: words, const: only, anyOf, oneOf } = schema
  if (Array.isArray(examples)) return examples[0]
  if (example !== undefined) return example
  if (only !== undefined) return only
  if (Array.isArray(words)) return words[0]
  const choices = (anyOf ?? oneOf) as JsonSchema[] | undefined
  return choices?.[0] && !schema.properties ? exampleOf(choices[0]) : exampleOfType(schema)
}

const idShapes: Record<Side, JsonSchema> = {
  sent: { type: ['integer', 'string'], minimum: 1, maximum: Number.MAX_SAFE_INTEGER, pattern: '^[1-9][0-9]{0,15}$' },
  answered: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
}

const moneyShapes: Record<Side, JsonSchema> = {
  sent: { type: ['number', 'string'], minimum: 0, maximum: 999_999_999_999, pattern: '^[0-9]{1,12}(\\.[0-9]{1,4})?$' },
  answered: { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
}

function quantityShape(min: number, side: Side): JsonSchema {
  return side === 'sent' ? { type: 'number', minimum: Math.max(min, -1e9), maximum: 1e9 } : { type: 'number' }
}

function plainValue(keyword: string, value: unknown, side: Side): unknown {
  if (value === null || typeof value !== 'object') return value
  if (lists.has(keyword)) return (value as unknown[]).map(each => plainSchema(each, side))
  if (nested.has(keyword)) return plainSchema(value, side)
  if (named.has(keyword))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainSchema(each, side)]))
  return value
}

function orNullType(type: unknown): unknown {
  const types = [type ?? []].flat()
  return types.length === 0 || types.includes('null') ? type : [...types, 'null']
}

function exampleOfType(schema: JsonSchema): unknown {
  const [type] = [schema.type ?? 'object'].flat() as string[]
  switch (type) {
    case 'array':
      return schema.items ? [exampleOf(schema.items as JsonSchema)] : []
    case 'integer':
    case 'number':
      return Math.max(Number(schema.minimum ?? 1), 1)
    case 'boolean':
      return true
    case 'null':
      return null
    case 'string':
      return schema.format === 'date-time' ? '2026-11-21T09:30:00.000Z' : 'text'
    default:
      return exampleOfObject(schema)
  }
}

/** Without what is only sent back, and without what nobody gave an example of and cannot be made up. */
function exampleOfObject({ properties = {}, required = [] }: JsonSchema): unknown {
  const fields = Object.entries(properties as Record<string, JsonSchema>)
  const isShown = ([name, { readOnly, pattern, examples }]: [string, JsonSchema]) =>
    !readOnly && name !== 'version' && (!pattern || examples || (required as string[]).includes(name))
  return Object.fromEntries(fields.filter(isShown).map(([name, field]) => [name, exampleOf(field)]))
}
