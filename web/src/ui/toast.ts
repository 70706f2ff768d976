import type { LucideIcon } from 'lucide-react'

export type Toast = {
  id: number
  text: string
  isError: boolean
  icon?: LucideIcon
  /** Takes it back: 8 seconds, key U. */
  undo?: () => unknown
  action?: { label: string; press: () => unknown }
  /** Milliseconds until it goes; Infinity for errors. */
  lasts: number
}

type Options = Partial<Pick<Toast, 'icon' | 'undo' | 'action' | 'lasts'>>

const most = 3
let shown: readonly Toast[] = []
let lastId = 0
const watchers = new Set<() => void>()

/** Says what was done, in one line: "Price of 3 products set to ₹3,300.00." Returns its id. */
export function toast(text: string, options: Options = {}): number {
  return add({ text, isError: false, lasts: options.undo ? 8000 : 5000, ...options })
}

/** Says what was not done; it stays until closed and is read out at once. */
toast.error = (text: string, options: Options = {}): number =>
  add({ text, isError: true, lasts: Number.POSITIVE_INFINITY, ...options })

toast.close = (id: number): void => become(shown.filter(each => each.id !== id))

/** Presses Undo of a toast; it goes at once, so that nobody undoes twice. */
toast.undo = ({ id, undo }: Toast): void => {
  toast.close(id)
  void undo?.()
}

export const toastStore = {
  now: () => shown,
  watch: (watcher: () => void) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
}

function add(fresh: Omit<Toast, 'id'>): number {
  const id = ++lastId
  const rest = shown.filter(({ text, isError }) => text !== fresh.text || isError !== fresh.isError)
  become([...rest, { id, ...fresh }])
  return id
}

/** Three at most: the oldest that is no error makes room, or the oldest error when all are. */
function become(next: readonly Toast[]): void {
  const spare = next.length > most ? (next.find(({ isError }) => !isError) ?? next[0]) : undefined
  shown = spare ? next.filter(each => each !== spare) : next
  for (const watcher of watchers) watcher()
}
