import { type Filter, parametersOf } from '../../platform/list/filters.ts'
import type { List } from '../../platform/list.ts'
import { methodsOf } from '../../platform/openapi.ts'
import type { Method, Route } from '../../platform/route.ts'
import type { Action, Field, Model, ModelFilter } from './contract.ts'
import { type FieldType, fieldsOf, labelOf, relationOf } from './fields.ts'
import type { Declared } from './models.ts'

/** The model as the console reads it, from the routes that serve it. */
export function describeModel(declared: Declared, routes: readonly Route[]): Model {
  const { name, label, group, key, title, columns, list, path, anywhere, appendOnly = false } = declared
  const serving = (method: Method, at: string) =>
    routes.find(route => route.path === at && methodsOf(route).includes(method)) ?? null
  const writing = (method: Method, at: string) => reachable(declared, serving(method, at))
  const one = `${path}:id/`
  const [create, update] = [writing('POST', path), writing('PATCH', one)]
  return {
    name,
    label,
    group,
    key,
    title,
    company_scoped: isScoped(list),
    spans_companies: anywhere !== undefined,
    spanning: anywhere ? { filters: Object.keys(anywhere.filters), orderings: Object.keys(anywhere.orderings) } : null,
    append_only: appendOnly,
    list_path: path,
    detail_path: serving('GET', one) ? templateOf(one) : null,
    history_path: historyOf(declared),
    can: { create: create !== null, update: update !== null, delete: writing('DELETE', one) !== null },
    fields: fieldsOf({ row: list.item, create: create?.body ?? null, update: update?.body ?? null })
      .map(knownTo(list))
      .flatMap(unlessElsewhere(declared)),
    columns: [...columns],
    filters: Object.entries(list.filters).flatMap(([each, filter]) => filterOf(list, each, filter)),
    orderings: Object.keys(list.orderings),
    default_ordering: list.defaultOrdering,
    searchable: list.search !== undefined,
    actions: routes.flatMap(route => actionOf(declared, route)),
  }
}

function historyOf({ object, key, isCompany }: Declared): string | null {
  if (object === undefined) return null
  return `/api/audit-logs/?object_type=${object}&object_id={${key}}${isCompany ? `&company={${key}}` : ''}`
}

/** The route, where it lets the platform's admins into the company that they name. */
function reachable({ list, anywhere }: Declared, route: Route | null): Route | null {
  if (!route || anywhere || !isScoped(list)) return route
  return 'company' in (route.query?.properties ?? {}) ? route : null
}

function isScoped({ filters }: List): boolean {
  return 'company' in filters
}

function actionOf(declared: Declared, route: Route): Action[] {
  const [, name] = route.path.startsWith(`${declared.path}:id/`) ? (/:id\/(\w+)\/$/.exec(route.path) ?? []) : []
  if (name === undefined || route.upload || !methodsOf(route).includes('POST')) return []
  if (!reachable(declared, route)) return []
  const fields = fieldsOf({ row: null, create: route.body ?? null, update: null })
  return [{ name, path: templateOf(route.path), summary: route.summary, fields }]
}

/** A row's amounts are plain texts and numbers; its filters know what they are. */
function knownTo({ filters }: List): (field: Field) => Field {
  return field => {
    const filter = filters[field.name]
    if (!filter || !('column' in filter) || !amounts.has(filter.type)) return field
    return { ...field, type: filter.type as FieldType }
  }
}

/** What has a better way than the model's forms is not in them. */
function unlessElsewhere({ elsewhere = {} }: Declared): (field: Field) => Field[] {
  return field => {
    const ways = elsewhere[field.name]
    if (!ways) return [field]
    const left = {
      ...field,
      on_create: field.on_create && !ways.includes('create'),
      on_update: field.on_update && !ways.includes('update'),
    }
    return left.shown || left.on_create || left.on_update ? [left] : []
  }
}

const amounts = new Set<unknown>(['money', 'quantity'])

function filterOf(list: List, name: string, filter: Filter): ModelFilter[] {
  if (name === 'company') return []
  const type = 'column' in filter ? typeOf(filter.type) : 'text'
  const names = [...parametersOf(list).keys()].filter(each => each === name || each.startsWith(`${name}__`))
  return [
    {
      name,
      label: labelOf(name),
      type,
      description: 'column' in filter ? '' : filter.description,
      choices: 'column' in filter && typeof filter.type !== 'string' ? [...filter.type] : null,
      relation: relationOf(name, type),
      operators: names.map(each => each.slice(name.length)),
    },
  ]
}

function typeOf(kind: Extract<Filter, { column: string }>['type']): FieldType {
  if (typeof kind !== 'string') return 'choice'
  return kind === 'int' ? 'integer' : kind === 'bool' ? 'boolean' : kind
}

function templateOf(path: string): string {
  return path.replace(':id', '{id}')
}
