import { api } from './api.ts'
import { nameOf, type Person } from './names.ts'

export type Found = { id: string | number; label: string; hint?: string }

/** People by a part of their name: colleagues, customers, or (absent) both. An empty text finds the first ones. */
export async function findPeople(text: string, worksHere?: 'true' | 'false'): Promise<Found[]> {
  const query = new URLSearchParams({ search: text, ...(worksHere && { works_here: worksHere }) })
  const { results } = await api.get<{ results: Person[] }>(`/api/users/names/?${query}`)
  return results.map(person => ({
    id: person.id,
    label: nameOf(person),
    ...(person.name && { hint: person.username }),
  }))
}

/** The same for a filter of a list, whose values are text. */
export async function offerPeople(text: string, worksHere?: 'true' | 'false') {
  const found = await findPeople(text, worksHere)
  return found.map(({ id, label, hint }) => ({ value: String(id), label, ...(hint && { hint }) }))
}
