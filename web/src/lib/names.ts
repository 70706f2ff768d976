/** Records name people by plain ids; who they are is asked once for all of a page. */
import { useQueries } from '@tanstack/react-query'
import type { NameReply } from '../../../server/features/people/contract.ts'
import { api } from './api.ts'
import { queryClient } from './query.ts'

export type Person = NameReply

type Id = number | null | undefined

const path = '/api/users/names/'
const mostAtOnce = 100

/** What to call the people behind these ids. Until it is known an ellipsis; of whom one may not know, the number. */
export function useNames(ids: readonly Id[]): (id: Id) => string {
  const person = usePeople(ids)
  return id => {
    if (id === null || id === undefined) return '–'
    const found = person(id)
    return found === undefined ? '…' : found === null ? `#${id}` : nameOf(found)
  }
}

/** The people behind these ids, for their stamps: undefined until known, null for whom one may not know. */
export function usePeople(ids: readonly Id[]): (id: Id) => Person | null | undefined {
  const wanted = [...new Set(ids.filter(id => typeof id === 'number'))]
  const known = useQueries({
    queries: wanted.map(id => asking(id)),
    combine: answers => new Map(answers.map(({ data, isError }, i) => [wanted[i], isError ? null : data])),
  })
  return id => (id === null || id === undefined ? null : known.get(id))
}

/** For code outside of components, such as a filter that shows a chosen person. */
export async function findName(id: number): Promise<string> {
  const person = await queryClient.ensureQueryData(asking(id))
  return person ? nameOf(person) : `#${id}`
}

export const nameOf = ({ name, username }: Pick<Person, 'name' | 'username'>): string => name || username

const asking = (id: number) => ({ queryKey: [path, id], queryFn: () => load(id), staleTime: 300_000 })

type Waiting = { id: number; resolve: (person: Person | null) => void; reject: (reason: unknown) => void }
let waiting: Waiting[] = []

/** Whatever is asked for in one tick goes out together. */
function load(id: number): Promise<Person | null> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(send)
    waiting.push({ id, resolve, reject })
  })
}

function send(): void {
  const all = waiting
  waiting = []
  for (let from = 0; from < all.length; from += mostAtOnce) void ask(all.slice(from, from + mostAtOnce))
}

async function ask(some: readonly Waiting[]): Promise<void> {
  try {
    const { results } = await api.get<{ results: Person[] }>(path, { ids: some.map(({ id }) => id).join(',') })
    const people = new Map(results.map(person => [person.id, person]))
    for (const { id, resolve } of some) resolve(people.get(id) ?? null)
  } catch (reason) {
    for (const { reject } of some) reject(reason)
  }
}
