import { useQuery } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import { api } from '../lib/api.ts'
import type { Page } from '../lib/list.ts'

/** A line of the palette. */
export type Entry = { id: string; label: string; hint?: string; icon: LucideIcon; run: () => void }
export type EntryGroup = { label: string; entries: Entry[] }

/** Those in whose words each typed word begins, in any order. */
export function called(text: string, entries: readonly Entry[]): Entry[] {
  const begun = wordsOf(text)
  return entries.filter(({ label, hint }) => {
    const words = wordsOf(`${label} ${hint ?? ''}`)
    return begun.every(part => words.some(word => word.startsWith(part)))
  })
}

const wordsOf = (text: string): string[] =>
  text
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** The first few that a list's own search knows. */
export function useSearch<T>(path: string, search: string, enabled: boolean): T[] {
  const { data } = useQuery({
    queryKey: [path, { search, page_size: 5 }],
    queryFn: ({ signal }) => api.get<Page<T>>(path, { search, page_size: 5 }, signal),
    enabled,
    retry: false,
    placeholderData: previous => previous,
  })
  return enabled ? (data?.results ?? []) : []
}
