/** What the server says of every kind of record: the console knows none of them by itself. */
import type { Action, Field, Model, ModelFilter, Part } from '../../../../server/features/admin/contract.ts'
import { useGet } from '../../lib/query.ts'

export type { Action, Field, Model, ModelFilter, Part }

/** A record of any model. */
export type Row = Record<string, unknown>

/** Every model, in the order of their groups. */
export function useModels() {
  return useGet<{ results: Model[] }>('/api/admin/models/', undefined, { staleTime: Number.POSITIVE_INFINITY })
}

/** One model; null when there is none of that name, undefined until it is known. */
export function useModel(name: string | null): Model | null | undefined {
  const { data } = useModels()
  return data && (data.results.find(model => model.name === name) ?? null)
}

/** Which model a tab of the console shows. */
export const modelOfTab: Readonly<Record<string, string>> = {
  companies: 'companies',
  users: 'users',
  messages: 'contact_messages',
  outbox: 'mail',
  audit: 'audit_entries',
}

/** Where a model's list is: its tab, where it has one. */
export function listOf({ name }: Pick<Model, 'name'>): string {
  const tab = Object.keys(modelOfTab).find(each => modelOfTab[each] === name)
  return tab ? `/admin/${tab}` : `/admin/models/${name}`
}

/** Where a record is read: its own path, with the company it is looked for in. */
export function pathOf(template: string, key: unknown, company?: unknown): string {
  const path = template.replaceAll('{id}', encodeURIComponent(String(key)))
  return company === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}company=${company}`
}

/** The company that the address names, as a query for calls and links. */
export function companyQuery(model: Pick<Model, 'company_scoped'>, company: unknown): { company?: string } {
  return model.company_scoped && company !== undefined && company !== null ? { company: String(company) } : {}
}

/** Whose a record is: its own word for it, else the company that the address names. */
export function companyOf(model: Pick<Model, 'company_scoped'>, row: Row, company: unknown): unknown {
  return model.company_scoped ? (row.tenant ?? company) : undefined
}

/** The address of a record's page; null where the API shows it in its list only. */
export function hrefOf(model: Model, key: unknown, company: unknown): string | null {
  if (!model.detail_path) return null
  const query = new URLSearchParams(companyQuery(model, company)).toString()
  return `/admin/models/${model.name}/${encodeURIComponent(String(key))}${query && `?${query}`}`
}

/** The field as this record has it: what some name by kind and number is a record of that kind. */
export function fieldIn<F extends { name: string; relation: string | null }>(field: F, row: Row): F {
  const relation = field.name === 'object_id' ? modelOfObject[String(row.object_type)] : undefined
  return relation ? { ...field, relation } : field
}

const modelOfObject: Readonly<Record<string, string>> = {
  category: 'categories',
  company: 'companies',
  count: 'counts',
  location: 'locations',
  order: 'orders',
  product: 'products',
  role: 'roles',
  session: 'sessions',
  user: 'users',
}

/** The field that people know a record by. */
export function titleFieldOf({ fields, title, key }: Model): Field {
  const found = fields.find(({ name }) => name === title) ?? fields.find(({ name }) => name === key)
  return found ?? (fields[0] as Field)
}
