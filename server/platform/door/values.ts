/** What a parameter is on the wire: text, bytes for bytea, or null. */
export type WireValue = string | Buffer | null

/**
 * Throws a TypeError on what has no honest meaning in SQL: undefined, NaN, infinities, functions, instances of
 * classes.
 */
export function toWire(value: unknown): WireValue {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return numberText(value)
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? null : objectToWire(value)
    default:
      throw new TypeError(`a ${typeof value} cannot be a SQL value`)
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be a SQL value`)
  return String(value)
}

function objectToWire(value: object): WireValue {
  if (Buffer.isBuffer(value)) return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayText(value)
  if (isPlain(value)) return JSON.stringify(value)
  throw new TypeError(`a ${value.constructor?.name} cannot be a SQL value`)
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function arrayText(list: readonly unknown[]): string {
  return `{${list.map(elementText).join(',')}}`
}

function elementText(value: unknown): string {
  if (Array.isArray(value)) return arrayText(value)
  const wire = toWire(value)
  if (wire === null) return 'NULL'
  const text = typeof wire === 'string' ? wire : `\\x${wire.toString('hex')}`
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

type Parser = (text: string) => unknown

const integer: Parser = text => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number exactly`)
  return value
}
const integers: Parser = text => elementsOf(text).map(element => (element === null ? null : integer(element)))

const parsers = new Map<number, Parser>([
  [16, text => text === 't'], // bool
  [17, text => Buffer.from(text.slice(2), 'hex')], // bytea, as \x…
  [20, integer], // int8
  [21, Number], // int2
  [23, Number], // int4
  [26, Number], // oid
  [700, Number], // float4
  [701, Number], // float8
  [114, JSON.parse], // json
  [3802, JSON.parse], // jsonb
  [1184, isoUtc], // timestamptz
  [1185, text => elementsOf(text).map(element => (element === null ? null : isoUtc(element)))], // timestamptz[]
  [1009, elementsOf], // text[]
  [1015, elementsOf], // varchar[]
  [1005, integers], // int2[]
  [1007, integers], // int4[]
  [1016, integers], // int8[]
])

/**
 * `2026-11-21 14:07:34.1+00` (the connection's time zone is UTC) as `2026-11-21T14:07:34.100Z`; infinities and far
 * years stay as they are.
 */
export function isoUtc(text: string): string {
  if (text.charCodeAt(10) !== 32 || !text.endsWith('+00')) return text
  const milliseconds = text.slice(20, -3).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`
}

// Of a one-dimensional array: {plain,"quo\\"ted",NULL}
function elementsOf(text: string): (string | null)[] {
  return Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs), ([, quoted, plain]) =>
    quoted === undefined ? (plain === 'NULL' ? null : (plain ?? null)) : quoted.replace(/\\(.)/gs, '$1'),
  )
}

export interface Column {
  name: string
  dataTypeID: number
}

export type RowBuilder = (texts: readonly (string | null)[]) => Record<string, unknown>

// Shared by all connections, so that one hot function serves a query; the code holds a bounded number of row shapes.
const builders = new Map<string, RowBuilder>()

/** Makes the function that turns a row's texts into an object. Throws when two columns share a name. */
export function rowBuilder(columns: readonly Column[]): RowBuilder {
  const signature = JSON.stringify(columns.map(column => [column.name, column.dataTypeID]))
  let builder = builders.get(signature)
  if (!builder) {
    builder = compile(columns)
    builders.set(signature, builder)
  }
  return builder
}

// Written out as one object literal: four times as fast as assigning column by column.
function compile(columns: readonly Column[]): RowBuilder {
  assertDistinct(columns.map(column => column.name))
  const properties = columns.map(({ name, dataTypeID }, i) => {
    const value = parsers.has(dataTypeID) ? `t[${i}] === null ? null : p[${i}](t[${i}])` : `t[${i}]`
    return `${JSON.stringify(name)}: ${value}`
  })
  const make = new Function('p', `return t => ({ ${properties.join(', ')} })`)
  return make(columns.map(column => parsers.get(column.dataTypeID)))
}

function assertDistinct(names: readonly string[]): void {
  const bad = names.find((name, i) => names.indexOf(name) !== i || name === '__proto__')
  if (bad !== undefined) throw new Error(`a statement returns a second column ${bad}, or one that no row can have`)
}
