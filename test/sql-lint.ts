/**
 * Reads a statement as PostgreSQL does and tells where it breaks the rules that keep it running unchanged on Citus and
 * keep companies apart: every reference to a tenant table carries its own `tenant_id = $n`.
 */
import { loadModule, parseSync } from 'libpg-query'

// biome-ignore lint/suspicious/noExplicitAny: a parse tree has 250 kinds of nodes
type Node = any

await loadModule()

/** The faults of one statement, as sentences; none when it keeps the rules. */
export function lintStatement(text: string, tenantTables: ReadonlySet<string>): string[] {
  return faultsIn(parseSync(text), { tenantTables, ctes: new Set() })
}

type Scope = { tenantTables: ReadonlySet<string>; ctes: ReadonlySet<string> }

function faultsIn(node: Node, outer: Scope): string[] {
  if (node === null || typeof node !== 'object') return []
  const scope = withCtes(node, outer)
  return Object.entries<Node>(node).flatMap(([kind, inner]) => [
    ...judge(kind, inner, withCtes(inner, scope)),
    ...faultsIn(inner, scope),
  ])
}

function judge(kind: string, node: Node, scope: Scope): string[] {
  switch (kind) {
    case 'SelectStmt':
    case 'larg':
    case 'rarg':
      return unfiltered(node.fromClause ?? [], node.whereClause, scope)
    case 'UpdateStmt':
      return unfiltered([{ RangeVar: node.relation }, ...(node.fromClause ?? [])], node.whereClause, scope)
    case 'DeleteStmt':
      return unfiltered([{ RangeVar: node.relation }, ...(node.usingClause ?? [])], node.whereClause, scope)
    case 'InsertStmt':
      return faultsOfInsert(node, scope)
    case 'MergeStmt':
      return ['MERGE does not run on Citus']
    case 'FuncCall':
      return faultsOfCall(node)
    default:
      return []
  }
}

/** Names that a WITH defines are no tables below it. */
function withCtes(node: Node, scope: Scope): Scope {
  const ctes = node?.withClause?.ctes as Node[] | undefined
  if (!ctes) return scope
  return { ...scope, ctes: new Set([...scope.ctes, ...ctes.map(each => each.CommonTableExpr.ctename)]) }
}

function unfiltered(from: Node[], where: Node, scope: Scope): string[] {
  const { ranges, conditions } = rangesOf(from)
  const tables = ranges.filter(range => isTenantTable(range, scope))
  const filtered = new Set([...conditions, where].flatMap(conjuncts).map(tenantOf))
  const isFiltered = (range: Node) => filtered.has(nameOf(range)) || (filtered.has('') && tables.length === 1)
  return tables
    .filter(range => !isFiltered(range))
    .map(range => `${range.relname} as ${nameOf(range)} has no tenant_id = $n of its own`)
}

function nameOf({ alias, relname }: Node): string {
  return alias?.aliasname ?? relname
}

function isTenantTable({ schemaname, relname }: Node, { tenantTables, ctes }: Scope): boolean {
  if (schemaname !== undefined) return schemaname !== 'platform' && tenantTables.has(relname)
  return tenantTables.has(relname) && !ctes.has(relname)
}

/** The tables of a FROM, through its joins, and what the joins demand. */
function rangesOf(from: Node[]): { ranges: Node[]; conditions: Node[] } {
  const ranges: Node[] = []
  const conditions: Node[] = []
  const walk = ({ RangeVar, JoinExpr }: Node) => {
    if (RangeVar) ranges.push(RangeVar)
    if (!JoinExpr) return
    walk(JoinExpr.larg)
    walk(JoinExpr.rarg)
    if (JoinExpr.quals) conditions.push(JoinExpr.quals)
  }
  from.forEach(walk)
  return { ranges, conditions }
}

/** What must all be true: an OR is one condition and proves nothing. */
function conjuncts(condition: Node): Node[] {
  if (!condition) return []
  const { BoolExpr } = condition
  return BoolExpr?.boolop === 'AND_EXPR' ? BoolExpr.args.flatMap(conjuncts) : [condition]
}

/** Of `x.tenant_id = $n` the x, of `tenant_id = $n` the empty name, of anything else null. */
function tenantOf({ A_Expr }: Node): string | null {
  if (A_Expr?.kind !== 'AEXPR_OP' || A_Expr.name[0].String.sval !== '=') return null
  const sides = [A_Expr.lexpr, A_Expr.rexpr]
  const column = sides.find(side => side.ColumnRef)?.ColumnRef.fields.map((field: Node) => field.String?.sval)
  if (column?.at(-1) !== 'tenant_id' || !sides.some(isParameter)) return null
  return column.length > 1 ? column.at(-2) : ''
}

function isParameter({ ParamRef, TypeCast }: Node): boolean {
  return ParamRef !== undefined || (TypeCast !== undefined && isParameter(TypeCast.arg))
}

function faultsOfInsert({ relation, cols, onConflictClause }: Node, scope: Scope): string[] {
  const names = (cols ?? []).map((col: Node) => col.ResTarget.name)
  const faults =
    isTenantTable(relation, scope) && !names.includes('tenant_id')
      ? [`${relation.relname} is inserted into without tenant_id`]
      : []
  const takesNow = JSON.stringify(onConflictClause ?? null).includes('"sval":"now"')
  return takesNow ? [...faults, 'DO UPDATE takes excluded.x, never now()'] : faults
}

function faultsOfCall({ funcname }: Node): string[] {
  const name: string = funcname.at(-1).String.sval
  return name.startsWith('pg_advisory') || name === 'pg_notify' ? [`${name} decides nothing on Citus`] : []
}
