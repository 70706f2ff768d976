/**
 * SQL as tagged templates: every `${value}` becomes a numbered parameter, a nested statement is spliced in.
 * A statement carries a private symbol: an object of the same shape that came in with a request is a value, never SQL.
 */

const piecesOf = Symbol('pieces')
declare const row: unique symbol

export interface Statement<Row = Record<string, unknown>> {
  readonly text: string
  readonly values: readonly unknown[]
  /** Its plan does not depend on the search path: BEGIN, COMMIT, calls that name their schema. */
  readonly anySchema?: true
  readonly [piecesOf]: readonly string[]
  readonly [row]?: Row
}

/** The rows that a statement returns. */
export type RowOf<S> = S extends Statement<infer Row> ? Row : never

/**
 * Builds a statement. Values: strings, numbers, bigints, booleans, null, Date, Buffer (bytea), arrays (PostgreSQL
 * arrays), plain objects (JSON). Throws a TypeError on undefined.
 */
export const sql = Object.assign(build, {
  /** Joins statements or values: `sql.join(ids)`, `sql.join(conditions, ' and ')`. The separator is trusted text. */
  join,
  /** Trusted text only, never anything that came from outside. */
  raw: (trusted: string): Statement => statement([trusted], []),
  empty: statement([''], []) as Statement,
})

function build<Row = Record<string, unknown>>(strings: TemplateStringsArray, ...values: unknown[]): Statement<Row> {
  return values.some(isStatement) ? splice<Row>(strings, values) : statement<Row>(strings, values)
}

function join(list: readonly unknown[], separator = ', '): Statement {
  if (list.length === 0) return sql.empty
  const strings = ['', ...Array<string>(list.length - 1).fill(separator), '']
  return splice(strings, list)
}

function splice<Row>(strings: readonly string[], values: readonly unknown[]): Statement<Row> {
  const pieces = [strings[0] ?? '']
  const flat: unknown[] = []
  values.forEach((value, i) => {
    if (isStatement(value)) appendStatement(pieces, flat, value)
    else appendValue(pieces, flat, value)
    pieces[pieces.length - 1] += strings[i + 1] ?? ''
  })
  return statement<Row>(pieces, flat)
}

function appendStatement(pieces: string[], flat: unknown[], inner: Statement<unknown>): void {
  const [first = '', ...rest] = inner[piecesOf]
  pieces[pieces.length - 1] += first
  pieces.push(...rest)
  flat.push(...inner.values)
}

function appendValue(pieces: string[], flat: unknown[], value: unknown): void {
  pieces.push('')
  flat.push(value)
}

function statement<Row>(pieces: readonly string[], values: readonly unknown[]): Statement<Row> {
  const missing = values.indexOf(undefined)
  if (missing >= 0) throw new TypeError(`SQL value $${missing + 1} is undefined in: ${numbered(pieces)}`)
  return { text: textOf(pieces), values, [piecesOf]: pieces }
}

function isStatement(value: unknown): value is Statement<unknown> {
  return typeof value === 'object' && value !== null && piecesOf in value
}

// A template's strings are the same array at every call, so its text is made once.
const texts = new WeakMap<readonly string[], string>()

function textOf(pieces: readonly string[]): string {
  if (!('raw' in pieces)) return numbered(pieces)
  let text = texts.get(pieces)
  if (text === undefined) {
    text = numbered(pieces)
    texts.set(pieces, text)
  }
  return text
}

function numbered(pieces: readonly string[]): string {
  return pieces.reduce((text, piece, i) => `${text}$${i}${piece}`)
}
