import { api } from '../../lib/api.ts'
import { nameOf, type Person } from '../../lib/names.ts'
import type { Option } from '../../ui/Combobox.tsx'

/** Those who work here and are called so. */
export const findColleagues = (text: string): Promise<Option[]> =>
  api
    .get<{ results: Person[] }>(`/api/users/names/?search=${encodeURIComponent(text)}&works_here=true`)
    .then(({ results }) => results.map(person => ({ id: person.id, label: nameOf(person), hint: person.username })))
