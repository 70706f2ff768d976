/** Requests as fools and attackers write them, made from what a route says that it takes. */
import fc, { type Arbitrary } from 'fast-check'
import type { JsonSchema } from '../server/platform/openapi/json-schema.ts'

/** Stands in a body for a text that JSON.stringify never writes. */
const literals = {
  '@1e400@': '1e400',
  '@-1e400@': '-1e400',
  '@-0@': '-0',
  '@1e-400@': '1e-400',
  '@2^63@': '9223372036854775808',
  '@digits@': '9'.repeat(400),
}

/** The body's text, with its stand-ins replaced. */
export function textOf(body: unknown): string {
  const text = JSON.stringify(body) ?? ''
  return text.replace(/"(@[^"]*@)"/g, (whole, name: string) => literals[name as keyof typeof literals] ?? whole)
}

const texts = [
  '',
  ' ',
  '2',
  '-1',
  '0x10',
  '01',
  'NaN',
  'Infinity',
  '-infinity',
  'null',
  'true',
  '1e400',
  '9007199254740993',
  '99999999999999999999',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202egnp.exe',
  '\uffff',
  '👩‍👩‍👧‍👦'.repeat(20),
  'é'.repeat(300),
  'x'.repeat(5_000),
  'İıſK',
  '\n\r\t',
  '\u001b[2J',
  "'; drop table users; --",
  '%27%20or%201=1',
  '{{7*7}}',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  'to@example.com\r\nBcc: all@example.com',
  '__proto__',
  'constructor',
  '2026-02-30T25:61:00Z',
  '0000-00-00',
  '+275760-09-13T00:00:00.001Z',
  '-000001-01-01T00:00:00Z',
  '294277-01-01',
  'epoch',
  'now',
  '=1+1',
  'all',
  '1,2,3',
]

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])

const hostileValue: Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      0.1,
      1.0005,
      2 ** 31,
      2 ** 53,
      -(2 ** 53),
      1e21,
      1e308,
      5e-324,
      [],
      {},
      [3],
      [[]],
      [null],
      [{}],
      { id: 1 },
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(literals)) },
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      deep(25),
      deep(100),
      Array(1_001).fill(1),
      Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [i, i])),
      'x'.repeat(100_000),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .anything({
        maxDepth: 2,
        withBigInt: false,
        withDate: false,
        withMap: false,
        withSet: false,
        withTypedArray: false,
      })
      .map(value => JSON.parse(JSON.stringify(value) ?? 'null')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
)

/** A query's value, a path's step, a header: text that a URL can carry, some of it badly encoded. */
export const hostileText: Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...texts).map(text => encodeURIComponent(text.toWellFormed())) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('%', '%zz', '%e0%a4', '%c0%af', '%ff', '%00', '+', '%2e%2e%2f', '[]', '1&1=1', 'a=b=c'),
  },
  { weight: 1, arbitrary: fc.integer().map(String) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map(text => encodeURIComponent(text.toWellFormed())),
  },
)

/** A value that the schema takes, more or less. */
export function politeValue(schema: JsonSchema): Arbitrary<unknown> {
  const {
    enum: words,
    const: only,
    anyOf,
    examples,
    properties,
    items,
  } = schema as {
    enum?: unknown[]
    const?: unknown
    anyOf?: JsonSchema[]
    examples?: unknown[]
    properties?: Record<string, JsonSchema>
    items?: JsonSchema
  }
  if (words) return fc.constantFrom(...words)
  if (only !== undefined) return fc.constant(only)
  if (properties) return politeObject(properties, new Set(schema.required as string[] | undefined))
  if (anyOf) return fc.oneof(...anyOf.map(politeValue))
  if (items) return fc.array(politeValue(items), { minLength: Number(schema.minItems ?? 0), maxLength: 3 })
  return fc.oneof(
    ...(examples ? [fc.constantFrom(...examples)] : []),
    ...[schema.type ?? 'string'].flat().map(type => politeScalar(String(type), schema)),
  )
}

function politeObject(properties: Record<string, JsonSchema>, required: ReadonlySet<string>): Arbitrary<unknown> {
  const fields = Object.entries(properties).filter(([, field]) => !field.readOnly)
  const values = Object.fromEntries(fields.map(([name, field]) => [name, politeValue(field)]))
  return fc.record(values, { requiredKeys: [...required].filter(name => name in values) })
}

function politeScalar(type: string, { minimum = 0, maximum = 100 }: JsonSchema): Arbitrary<unknown> {
  switch (type) {
    case 'integer':
      return fc.integer({ min: Math.max(Number(minimum), -1_000), max: Math.min(Number(maximum), 1_000) })
    case 'number':
      return fc
        .integer({ min: Math.ceil(Math.max(Number(minimum), -1_000) * 4), max: 400 })
        .map(quarters => quarters / 4)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(fc.string({ maxLength: 12 }), fc.integer({ min: 1, max: 60 }).map(String))
  }
}

/** A polite body with one place in it spoilt, an unknown field, or something else altogether. */
export function hostileBody(schema: JsonSchema): Arbitrary<unknown> {
  const polite = politeValue(schema)
  return fc.oneof(
    { weight: 2, arbitrary: polite },
    {
      weight: 6,
      arbitrary: fc.tuple(polite, hostileValue, fc.nat()).map(([body, value, at]) => spoilt(body, value, at)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(polite, hostileValue, fc.constantFrom(...texts))
        .map(([body, value, name]) => ({ ...(body as object), [name]: value })),
    },
    { weight: 1, arbitrary: hostileValue },
  )
}

/** The `at`-th place of the body, counted through, holds `value`. */
function spoilt(body: unknown, value: unknown, at: number): unknown {
  if (typeof body !== 'object' || body === null) return value
  const names = Object.keys(body)
  const name = names[at % Math.max(names.length, 1)]
  if (name === undefined) return value
  const inner = (body as Record<string, unknown>)[name]
  const rest = Math.floor(at / names.length)
  const changed =
    typeof inner === 'object' && inner !== null && rest % 2 === 0 ? spoilt(inner, value, Math.floor(rest / 2)) : value
  return Array.isArray(body) ? body.with(Number(name), changed) : { ...body, [name]: changed }
}
