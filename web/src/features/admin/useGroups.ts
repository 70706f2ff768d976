import { useMemo } from 'react'
import { type Model, useModels } from './models.ts'
import { useWords } from './words.ts'

/** The models by what they are about; `find` leaves those that are called so, in words or by name. */
export function useGroups(find: string): [string, Model[]][] {
  const words = useWords()
  const { data } = useModels()
  return useMemo(() => {
    const wanted = find.trim().toLowerCase()
    const isWanted = (model: Model) =>
      [words.many(model), model.name, words.group(model.group)].some(name => name.toLowerCase().includes(wanted))
    return [...Map.groupBy((data?.results ?? []).filter(isWanted), ({ group }) => group)]
  }, [data, words, find])
}
