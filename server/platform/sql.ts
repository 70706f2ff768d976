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

// What was put together stays together: pieces of equal statements are the same array, and their text is made once.
const texts = new WeakMap<readonly string[], string>()
const shapes = new WeakMap<readonly string[], Shape>()
const rawPieces = new Map<string, readonly string[]>()
const separators = new Map<string, readonly string[]>()
const mostKept = 5_000

/**
 * Builds a statement. Values: strings, numbers, bigints, booleans, null, Date, Buffer (bytea), arrays (PostgreSQL
 * arrays), plain objects (JSON). Throws a TypeError on undefined.
 */
export const sql = Object.assign(build, {
  /** Joins statements or values: `sql.join(ids)`, `sql.join(conditions, ' and ')`. The separator is trusted text. */
  join,
  /** Trusted text only, never anything that came from outside. */
  raw: (trusted: string): Statement =>
    statement(
      kept(rawPieces, trusted, () => [trusted]),
      [],
    ),
  empty: statement([''], []) as Statement,
})

function build<Row = Record<string, unknown>>(strings: TemplateStringsArray, ...values: unknown[]): Statement<Row> {
  return values.some(isStatement) ? splice<Row>(strings, values) : statement<Row>(strings, values)
}

function join(list: readonly unknown[], separator = ', '): Statement {
  if (list.length === 0) return sql.empty
  const between = () => ['', ...Array<string>(list.length - 1).fill(separator), '']
  return splice(list.length > mostHoles ? between() : kept(separators, `${list.length} ${separator}`, between), list)
}

function kept(all: Map<string, readonly string[]>, key: string, make: () => readonly string[]): readonly string[] {
  let pieces = all.get(key)
  if (!pieces) {
    if (all.size >= mostKept) all.clear()
    pieces = make()
    all.set(key, pieces)
  }
  return pieces
}

function splice<Row>(strings: readonly string[], values: readonly unknown[]): Statement<Row> {
  const flat: unknown[] = []
  for (const value of values) {
    if (isStatement(value)) flat.push(...value.values)
    else flat.push(value)
  }
  return statement<Row>(values.length > mostHoles ? spliced(strings, values) : splicedOnce(strings, values), flat)
}

/** A list of more is spliced anew each time: there is one of every length. */
const mostHoles = 16

/** Where a template leads to, hole by hole. */
interface Shape {
  after?: WeakMap<readonly string[], Shape>
  pieces?: readonly string[]
}

const aValue: readonly string[] = ['', '']

function splicedOnce(strings: readonly string[], values: readonly unknown[]): readonly string[] {
  let shape = stepOf(shapes, strings)
  for (const value of values) {
    shape.after ??= new WeakMap()
    shape = stepOf(shape.after, isStatement(value) ? value[piecesOf] : aValue)
  }
  shape.pieces ??= spliced(strings, values)
  return shape.pieces
}

function stepOf(steps: WeakMap<readonly string[], Shape>, part: readonly string[]): Shape {
  let shape = steps.get(part)
  if (!shape) {
    shape = {}
    steps.set(part, shape)
  }
  return shape
}

function spliced(strings: readonly string[], values: readonly unknown[]): string[] {
  const pieces = [strings[0] ?? '']
  values.forEach((value, i) => {
    const [first = '', ...rest] = isStatement(value) ? value[piecesOf] : aValue
    pieces[pieces.length - 1] += first
    pieces.push(...rest)
    pieces[pieces.length - 1] += strings[i + 1] ?? ''
  })
  return pieces
}

function statement<Row>(pieces: readonly string[], values: readonly unknown[]): Statement<Row> {
  const missing = values.indexOf(undefined)
  if (missing >= 0) throw new TypeError(`SQL value $${missing + 1} is undefined in: ${numbered(pieces)}`)
  return { text: textOf(pieces), values, [piecesOf]: pieces }
}

function isStatement(value: unknown): value is Statement<unknown> {
  return typeof value === 'object' && value !== null && piecesOf in value
}

function textOf(pieces: readonly string[]): string {
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
