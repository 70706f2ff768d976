/** What the server says of every kind of record: the console knows none of them by itself. */
import type { Action, Field, Model, ModelFilter } from '../../../../server/features/admin/contract.ts'
import { useGet } from '../../lib/query.ts'

export type { Action, Field, Model, ModelFilter }

/** A record of any model. */
export type Row = Record<string, unknown>

/** Every model, in the order of their groups. */
export function useModels() {
  return useGet<{ results: Model[] }>('/api/admin/models/', undefined, { staleTime: Number.POSITIVE_INFINITY })
}

/** One model; null when there is none of that name, undefined until it is known. */
export function useModel(name: string): Model | null | undefined {
  const { data } = useModels()
  return data && (data.results.find(model => model.name === name) ?? null)
}

/** Which model a tab of the console shows. */
export const modelOfTab: Record<string, string> = {
  companies: 'companies',
  users: 'users',
  messages: 'contact_messages',
  outbox: 'mail',
}

/** Where a record is read: its own path, with the company it is looked for in. */
export function pathOf(template: string, key: unknown, company: unknown): string {
  const path = template.replace('{id}', encodeURIComponent(String(key)))
  return company === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}company=${company}`
}

/** The company that the address names, as a query for calls. */
export function companyQuery(model: Model, company: unknown): { company?: string } {
  return model.company_scoped && company !== undefined ? { company: String(company) } : {}
}

/** What people call a record. */
export function titleOf(model: Model, row: Row): string {
  const title = row[model.title] ?? row[model.key]
  return typeof title === 'object' ? JSON.stringify(title) : String(title)
}

/** The address of a record's page; null where the API shows it in its list only. */
export function hrefOf(model: Model, key: unknown, company: unknown): string | null {
  if (!model.detail_path) return null
  return `/admin/models/${model.name}/${encodeURIComponent(String(key))}${company === undefined ? '' : `?company=${company}`}`
}
