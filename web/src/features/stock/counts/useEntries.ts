import { useEffect, useSyncExternalStore } from 'react'
import type { Count } from '../../../../../server/features/stock/contract.ts'
import { useSession } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import { queryClient } from '../../../lib/query.ts'
import { type Entry, EntryQueue } from './EntryQueue.ts'

export const countPath = (id: number): string => `/api/stock/counts/${id}/`

/** They go on sending when the page is left. */
const queues = new Map<string, EntryQueue>()

/** What this person counted and the server has not got yet. */
export function useEntries(countId: number) {
  const { user } = useSession()
  const queue = queueOf(`qm.count.${user.id}.${countId}`, countId)
  const kept = useSyncExternalStore(queue.watch, queue.now)
  useEffect(() => {
    addEventListener('online', queue.retry)
    return () => removeEventListener('online', queue.retry)
  }, [queue])
  return { ...kept, enter: queue.enter, type: queue.type, forget: queue.forget, retry: queue.retry }
}

export type Entries = ReturnType<typeof useEntries>

function queueOf(name: string, countId: number): EntryQueue {
  const known = queues.get(name)
  if (known) return known
  const queue = new EntryQueue(name, {
    send: entry => sendEntry(countId, entry),
    storage: localStorage,
    later: (act, after) => setTimeout(act, after),
  })
  queues.set(name, queue)
  return queue
}

export async function sendEntry(countId: number, { product, counted, once }: Entry): Promise<void> {
  const path = countPath(countId)
  const count = await api.post<Count>(`${path}enter/`, { lines: [{ product, counted }] }, { once })
  // A read that began before would show the line as it was.
  await queryClient.cancelQueries({ queryKey: [path] })
  queryClient.setQueryData([path], count)
}
