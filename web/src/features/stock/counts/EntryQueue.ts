/**
 * What was counted and is not with the server yet. It is kept in this browser until the server has it, so a lost connection, a
 * reload or an empty battery costs nothing; entries go out one after the other, and the same one sent twice is taken once.
 */
import { ApiError } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import { isFinal } from '../sending.ts'

export type Entry = { product: number; counted: number; once: string; refused?: string | undefined }

/** A number under the finger that is no entry yet. */
export type Draft = { product: number; text: string }

export type Kept = {
  entries: readonly Entry[]
  draft: Draft | null
  /** Since when nothing gets through. */
  stuckSince: number | null
}

type Tools = {
  send: (entry: Entry) => Promise<unknown>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Calls back after so many milliseconds. */
  later: (act: () => void, after: number) => unknown
}

const pauses = [1000, 3000, 8000, 20_000]

export class EntryQueue {
  private readonly name: string
  private readonly tools: Tools
  private readonly watchers = new Set<() => void>()
  private kept: Kept
  private isSending = false
  private failures = 0

  constructor(name: string, tools: Tools) {
    this.name = name
    this.tools = tools
    this.kept = { ...readKept(tools.storage.getItem(name)), stuckSince: null }
    void this.flush()
  }

  now = (): Kept => this.kept

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  /** Keeps what was counted and sends it; an earlier number of the same product is forgotten. */
  enter = (product: number, counted: number): void => {
    const others = this.kept.entries.filter(entry => entry.product !== product)
    const entry = { product, counted, once: newKey() }
    this.become({ entries: [...others, entry], draft: this.draftBut(product) })
    void this.flush()
  }

  /** Keeps a number that is still being typed. */
  type = (draft: Draft | null): void => this.become({ draft })

  /** Lets go of a number that the server refused. */
  forget = (product: number): void =>
    this.become({ entries: this.kept.entries.filter(entry => entry.product !== product) })

  /** Sends what waits, without the pause. */
  retry = (): void => {
    this.failures = 0
    void this.flush()
  }

  private async flush(): Promise<void> {
    const next = this.kept.entries.find(({ refused }) => refused === undefined)
    if (!next || this.isSending) return
    this.isSending = true
    const isThrough = await this.attempt(next)
    this.isSending = false
    if (isThrough) void this.flush()
    else this.tools.later(() => void this.flush(), pauses[Math.min(this.failures, pauses.length) - 1] ?? 1000)
  }

  private async attempt(entry: Entry): Promise<boolean> {
    try {
      await this.tools.send(entry)
      this.settle(entry, null)
      return true
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (isFinal(reason)) {
        this.settle(entry, Object.values(reason.fields).flat().join(' ') || reason.message)
        return true
      }
      this.failures += 1
      this.become({ stuckSince: this.kept.stuckSince ?? Date.now() })
      return false
    }
  }

  private settle({ once }: Entry, refused: string | null): void {
    this.failures = 0
    const entries = this.kept.entries.flatMap(entry => {
      if (entry.once !== once) return [entry]
      return refused === null ? [] : [{ ...entry, refused }]
    })
    this.become({ entries, stuckSince: null })
  }

  private draftBut(product: number): Draft | null {
    return this.kept.draft?.product === product ? null : this.kept.draft
  }

  private become(changes: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changes }
    const { entries, draft } = this.kept
    if (entries.length === 0 && !draft) this.tools.storage.removeItem(this.name)
    else this.tools.storage.setItem(this.name, JSON.stringify({ entries, draft }))
    for (const watcher of this.watchers) watcher()
  }
}

function readKept(text: string | null): Pick<Kept, 'entries' | 'draft'> {
  if (text === null) return { entries: [], draft: null }
  return JSON.parse(text) as Pick<Kept, 'entries' | 'draft'>
}
