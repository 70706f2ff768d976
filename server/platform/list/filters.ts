import { invalid } from '../errors.ts'
import type { List, ListCtx } from '../list.ts'
import { milliOf, minorOf } from '../money.ts'
import { parseId } from '../schema.ts'
import { type Statement, sql } from '../sql.ts'
import { parseTime } from '../time.ts'

/** What a column holds; a list of words is a text column that knows only these. */
export type Kind = 'id' | 'int' | 'money' | 'quantity' | 'text' | 'time' | 'bool' | readonly string[]

/** A filter on a column (with `__in`, `__gte` … as its kind allows, `__isnull` if nullable), or a condition of its own. */
export type Filter =
  | {
      column: string
      type: Kind
      nullable?: true
      /** Trusted SQL that must hold as well. */
      and?: string
      /** What the column keeps of a text: its key. */
      key?: (text: string) => string
    }
  | {
      description: string
      /** Throws what `invalid(name, …)` makes of a bad value. */
      where: (text: string, ctx: ListCtx, name: string) => Statement
    }

export type Parameter = { description: string; where: (text: string, ctx: ListCtx, name: string) => Statement }

/** Every filter parameter of a list by its name in the query. */
export function parametersOf(list: List): ReadonlyMap<string, Parameter> {
  const known = parametersByList.get(list)
  if (known) return known
  const parameters = new Map(Object.entries(list.filters).flatMap(([name, filter]) => parametersFor(name, filter)))
  parametersByList.set(list, parameters)
  return parameters
}

const parametersByList = new WeakMap<List, ReadonlyMap<string, Parameter>>()

type ColumnFilter = Extract<Filter, { column: string }>
type Operator = keyof typeof operators
type Read = (text: string, ctx: ListCtx, name: string) => unknown

const operators = {
  exact: { suffix: '', says: 'equals' },
  in: { suffix: '__in', says: 'is one of these, by commas' },
  gte: { suffix: '__gte', says: 'is at least' },
  lte: { suffix: '__lte', says: 'is at most' },
  gt: { suffix: '__gt', says: 'is above' },
  lt: { suffix: '__lt', says: 'is below' },
  isnull: { suffix: '__isnull', says: 'is empty: true or false' },
} as const

const comparisons = ['gte', 'lte', 'gt', 'lt'] as const
const amounts: readonly Operator[] = ['exact', 'in', ...comparisons]

const operatorsByKind: Record<string, readonly Operator[]> = {
  id: ['exact', 'in'],
  int: amounts,
  money: amounts,
  quantity: amounts,
  text: ['exact', 'in'],
  time: ['exact', ...comparisons],
  bool: ['exact'],
  words: ['exact', 'in'],
}

function parametersFor(name: string, filter: Filter): [string, Parameter][] {
  if (!('column' in filter)) return [[name, filter]]
  const kind = typeof filter.type === 'string' ? filter.type : 'words'
  const allowed = [...(operatorsByKind[kind] ?? []), ...(filter.nullable ? (['isnull'] as const) : [])]
  return allowed.map(operator => [name + operators[operator].suffix, parameterFor(filter, operator)])
}

function parameterFor(filter: ColumnFilter, operator: Operator): Parameter {
  const { column, type, and } = filter
  const description = `${operators[operator].says}${typeof type === 'string' ? '' : ` (${type.join(', ')})`}`
  const condition = conditionOf(filter, sql.raw(column), operator)
  if (!and) return { description, where: condition }
  return { description, where: (text, ctx, name) => sql`${condition(text, ctx, name)} and ${sql.raw(and)}` }
}

function conditionOf(filter: ColumnFilter, column: Statement, operator: Operator): Parameter['where'] {
  if (operator === 'isnull') return (text, _ctx, name) => sql`${column} ${readBool(text, name) ? isNull : isNotNull}`
  // Said without a parameter, so that an index of those rows alone can be used.
  if (filter.type === 'bool') return (text, _ctx, name) => (readBool(text, name) ? column : sql`not ${column}`)
  const read = readerOf(filter)
  if (operator === 'in')
    return (text, ctx, name) => sql`${column} = any(${eachOf(text, name).map(one => read(one, ctx, name))})`
  const compare = filter.type === 'time' ? timeComparison : comparison
  return (text, ctx, name) => compare(column, operator, read(text, ctx, name))
}

const isNull = sql`is null`
const isNotNull = sql`is not null`
const signs = { exact: sql`=`, gte: sql`>=`, lte: sql`<=`, gt: sql`>`, lt: sql`<` }

function comparison(column: Statement, operator: keyof typeof signs, value: unknown): Statement {
  return sql`${column} ${signs[operator]} ${value}`
}

// Times are shown in whole milliseconds and kept finer: what reads as equal must compare as equal.
function timeComparison(column: Statement, operator: keyof typeof signs, value: unknown): Statement {
  const at = value as Date
  const next = new Date(at.getTime() + 1)
  if (operator === 'exact') return sql`${column} >= ${at} and ${column} < ${next}`
  if (operator === 'lte') return sql`${column} < ${next}`
  if (operator === 'gt') return sql`${column} >= ${next}`
  return comparison(column, operator, at)
}

function readerOf({ type, key }: ColumnFilter): Read {
  if (typeof type !== 'string') return (text, _ctx, name) => readWord(text, type, name)
  if (type === 'text') return text => (key ? key(text) : text)
  return readers[type]
}

const readers: Record<Exclude<Extract<Kind, string>, 'text'>, Read> = {
  id: (text, _ctx, name) => parseId(text) ?? refuse(name, 'Send an id: a positive whole number.'),
  int: (text, _ctx, name) => readInt(text, name),
  money: (text, ctx, name) => minorOf(decimal(text, name), ctx.actor.settings.currency, name),
  quantity: (text, _ctx, name) => milliOf(Number(decimal(text, name)), name),
  time: (text, _ctx, name) => parseTime(text) ?? refuse(name, 'Send a time as 2026-11-21 or 2026-11-21T14:07:34Z.'),
  bool: (text, _ctx, name) => readBool(text, name),
}

const mostValues = 100

function eachOf(text: string, name: string): string[] {
  const values = text.split(',')
  if (values.length > mostValues) refuse(name, `Send at most ${mostValues} values.`)
  return values.map(value => value.trim())
}

function readInt(text: string, name: string): number {
  const value = /^-?[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : refuse(name, 'Send a whole number.')
}

function decimal(text: string, name: string): string {
  return /^-?[0-9]{1,12}(\.[0-9]{1,6})?$/.test(text)
    ? text
    : refuse(name, 'Send a plain decimal number, for example 999.99.')
}

function readBool(text: string, name: string): boolean {
  const lower = text.toLowerCase()
  if (lower === 'true' || lower === '1') return true
  return lower === 'false' || lower === '0' ? false : refuse(name, 'Send true or false.')
}

function readWord(text: string, words: readonly string[], name: string): string {
  return words.includes(text) ? text : refuse(name, `Send one of: ${words.join(', ')}.`)
}

function refuse(name: string, message: string): never {
  throw invalid(name, message)
}
