/** Records name others by plain ids; what those are called is asked once for all of a page. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import { nameOf, type Person } from '../../lib/names.ts'
import { companyQuery, type Model, pathOf, type Row } from './models.ts'

/** What people call the record behind an id: undefined until it is known, null where there is none to be seen. */
export function useTitle(model: Model | null | undefined, id: unknown, company: unknown): string | null | undefined {
  const isAsked = Boolean(model) && id !== null && id !== undefined && id !== ''
  const { data, isError } = useQuery({
    queryKey: [model?.list_path ?? '', 'title', String(id), companyQuery(model ?? { company_scoped: false }, company)],
    queryFn: () => load(model as Model, String(id), company),
    enabled: isAsked,
    staleTime: 300_000,
    retry: false,
  })
  return isError ? null : data
}

/** The same for code outside of components, such as a filter that shows a chosen record. */
export async function findTitle(model: Model, id: string, company: unknown): Promise<string> {
  return (await load(model, id, company)) ?? `#${id}`
}

type Waiting = { id: string; resolve: (title: string | null) => void; reject: (reason: unknown) => void }
type Group = { model: Model; company: unknown; waiting: Waiting[] }

let groups = new Map<string, Group>()
const mostAtOnce = 100

/** Whatever is asked for in one tick goes out together. */
function load(model: Model, id: string, company: unknown): Promise<string | null> {
  return new Promise((resolve, reject) => {
    if (groups.size === 0) setTimeout(send)
    const name = `${model.name} ${company}`
    const group = groups.get(name) ?? { model, company, waiting: [] }
    group.waiting.push({ id, resolve, reject })
    groups.set(name, group)
  })
}

function send(): void {
  const all = [...groups.values()]
  groups = new Map()
  for (const { model, company, waiting } of all)
    for (let from = 0; from < waiting.length; from += mostAtOnce)
      void answer({ model, company, waiting: waiting.slice(from, from + mostAtOnce) })
}

async function answer({ model, company, waiting }: Group): Promise<void> {
  try {
    const ids = waiting.map(({ id }) => id)
    const titles = await ask(model, ids, company)
    for (const { id, resolve } of waiting) resolve(titles.get(id) ?? null)
  } catch (reason) {
    for (const { reject } of waiting) reject(reason)
  }
}

function ask(model: Model, ids: readonly string[], company: unknown): Promise<Map<string, string>> {
  if (model.name === 'users') return askNames(model, ids, company)
  const byKey = model.filters.find(({ name }) => name === model.key)
  return byKey?.operators.includes('__in') ? askList(model, ids, company) : askEach(model, ids, company)
}

async function askNames(model: Model, ids: readonly string[], company: unknown) {
  const query = { ids: ids.join(','), ...companyQuery(model, company) }
  const { results } = await api.get<{ results: Person[] }>('/api/users/names/', query)
  return new Map(results.map(person => [String(person.id), nameOf(person)]))
}

async function askList(model: Model, ids: readonly string[], company: unknown) {
  const query = { [`${model.key}__in`]: ids.join(','), page_size: ids.length, ...companyQuery(model, company) }
  const { results } = await api.get<Page<Row>>(model.list_path, query)
  return new Map(results.map(row => [String(row[model.key]), String(row[model.title])]))
}

/** Few, as a rule: a company, a category, a location. */
async function askEach({ detail_path, title, company_scoped }: Model, ids: readonly string[], company: unknown) {
  if (!detail_path) return new Map<string, string>()
  const { company: named } = companyQuery({ company_scoped }, company)
  const rows = await Promise.allSettled(ids.map(id => api.get<Row>(pathOf(detail_path, id, named))))
  return new Map(
    rows.flatMap((row, i) => (row.status === 'fulfilled' ? [[ids[i] as string, String(row.value[title])]] : [])),
  )
}
