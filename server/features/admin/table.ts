/** Tables that no other endpoint shows, for the platform's admins to read: the columns that are declared and no other. */
import { type TObject, type TSchema, Type } from 'typebox'
import { fail, found } from '../../platform/errors.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, type Filter, type Kind, type List, page, queryOf } from '../../platform/list.ts'
import { moneyText, quantityOf } from '../../platform/money.ts'
import { companyFilter, isOperator, namedCompanyQuery, readInNamed } from '../../platform/operator.ts'
import { type Input, type ReadCtx, type Route, route, routesOf } from '../../platform/route.ts'
import { Id, Nullable, OneOf, PageOf, Time } from '../../platform/schema.ts'
import { type Statement, sql } from '../../platform/sql.ts'

/** Trusted SQL, and what it holds; `json` and `prose` are shown and not filtered by. */
export type Column = { sql: string; kind: Kind | 'json' | 'prose'; nullable?: true; ordered?: true }

export type Table = {
  /** As the paths name it. */
  name: string
  summary: string
  /** Trusted SQL, read as `r`. */
  from: string
  where?: string
  /** Of a company: read in the one that `?company=` names. */
  scope: 'company' | 'platform'
  /** The column that tells rows apart, never null. */
  key: string
  defaultOrdering: string
  columns: Record<string, Column>
  /** The columns whose text is searched. */
  search: readonly string[]
}

/** A table with its list and its routes: the list, and one row where its key is an id. */
export type Shown = { table: Table; list: List; routes: Route[] }

export function showTable(table: Table): Shown {
  const list = listOf(table)
  return { table, list, routes: routesFor(table, list) }
}

export function rowsPath({ name }: Pick<Table, 'name'>): `/${string}` {
  return `/api/admin/models/${name}/rows/`
}

function listOf(table: Table): List {
  const columns = Object.entries(table.columns)
  const ordered = columns.filter(([name, column]) => name === table.key || column.ordered)
  return defineList({
    name: `admin-${table.name}`,
    id: keyOf(table).sql,
    orderings: Object.fromEntries(
      ordered.map(([name, column]) => [name, { column: column.sql, type: orderable(column) }]),
    ),
    defaultOrdering: table.defaultOrdering,
    filters: {
      ...Object.fromEntries(columns.flatMap(([name, column]) => filterOf(name, column))),
      ...(table.scope === 'company' && { company: companyFilter }),
    },
    ...(table.search.length > 0 && { search: { matches: matches(table) } }),
    item: itemOf(table),
  })
}

function routesFor(table: Table, list: List): Route[] {
  const isScoped = table.scope === 'company'
  const one = (ctx: ReadCtx, input: Input<unknown>) => getRow(ctx, table, input.params.id)
  const all = (ctx: ReadCtx, input: Input<unknown>) => listRows(ctx, { table, list }, input)
  const { summary } = table
  return routesOf('Platform console', [
    route({
      method: 'GET',
      path: rowsPath(table),
      platform: 'VIEW_COMPANIES',
      summary,
      query: queryOf(list),
      reply: { 200: PageOf(list.item) },
      errors: ['not_found'],
      handle: isScoped ? readInNamed(all) : all,
    }),
    ...(keyOf(table).kind === 'id'
      ? [
          route({
            method: 'GET',
            path: `${rowsPath(table)}:id/` as `/${string}`,
            platform: 'VIEW_COMPANIES',
            summary: `${summary}: one of them`,
            ...(isScoped && { query: namedCompanyQuery }),
            reply: { 200: list.item },
            errors: ['not_found'],
            handle: isScoped ? readInNamed(one) : one,
          }),
        ]
      : []),
  ])
}

/** Throws not found for people of the platform who are no admins. */
async function listRows(ctx: ReadCtx, { table, list }: Omit<Shown, 'routes'>, { query }: Input<unknown>) {
  assertOperator(ctx)
  return page(ctx, list, query, {
    select: columnsOf(table),
    from: sql.raw(table.from),
    where: rowsOf(ctx, table),
    show: (row: Row) => showRow(ctx, table, row),
  })
}

/** Throws not found. */
async function getRow(ctx: ReadCtx, table: Table, id: number) {
  assertOperator(ctx)
  const [row] = await ctx.tx.rows(sql<Row>`
    select ${columnsOf(table)} from ${sql.raw(table.from)} where ${rowsOf(ctx, table)} and ${sql.raw(keyOf(table).sql)} = ${id}`)
  return showRow(ctx, table, found(row))
}

/** To everybody but the platform's admins there is no console. */
export function assertOperator({ actor }: Pick<ReadCtx, 'actor'>): void {
  if (!isOperator(actor)) throw fail('not_found')
}

type Row = Record<string, unknown>

function showRow({ actor }: ReadCtx, { columns }: Table, row: Row): Row {
  const { currency } = actor.settings
  const shown = Object.entries(columns).map(([name, { kind }]) => {
    const value = row[name] as number | null
    if (kind === 'quantity') return [name, quantityOf(value)]
    return [name, kind === 'money' ? moneyText(value, currency) : value]
  })
  return Object.fromEntries(shown)
}

function columnsOf({ columns }: Table): Statement {
  return sql.raw(
    Object.entries(columns)
      .map(([name, column]) => `${column.sql} as "${name}"`)
      .join(', '),
  )
}

function rowsOf({ tenantId }: ReadCtx, { scope, where = 'true' }: Table): Statement {
  return scope === 'company' ? sql`r.tenant_id = ${tenantId} and ${sql.raw(where)}` : sql.raw(where)
}

function keyOf({ name, columns, key }: Table): Column {
  const column = columns[key]
  if (!column) throw new Error(`${name} has no column ${key}`)
  return column
}

function matches({ columns, search }: Table) {
  return contains(...search.map(name => columns[name]?.sql ?? ''))
}

function filterOf(name: string, { sql: column, kind, nullable }: Column): [string, Filter][] {
  if (kind === 'json' || kind === 'prose') return []
  return [[name, { column, type: kind, ...(nullable && { nullable }) }]]
}

type Orderable = Exclude<Kind, readonly string[]>

function orderable({ kind }: Column): Orderable {
  return (typeof kind === 'string' ? kind : 'text') as Orderable
}

function itemOf({ columns }: Table): TObject {
  const fields = Object.entries(columns).map(([name, { kind, nullable }]) => {
    const schema = typeof kind === 'string' ? schemas[kind] : OneOf(kind as readonly string[])
    return [name, nullable ? Nullable(schema) : schema]
  })
  return Type.Object(Object.fromEntries(fields))
}

const schemas: Record<Extract<Column['kind'], string>, TSchema> = {
  id: Id(),
  int: Type.Integer(),
  money: Type.String({ examples: ['999.99'] }),
  quantity: Type.Number(),
  text: Type.String(),
  prose: Type.String(),
  time: Time,
  bool: Type.Boolean(),
  json: Type.Unsafe<unknown>({ type: 'object', additionalProperties: true }),
}
