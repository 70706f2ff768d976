/**
 * What a connection has prepared. A statement counts as prepared only once one of its executions is known to have got
 * past its Parse; a name is never used twice, so a statement of unknown fate is simply closed by name and prepared
 * anew under another.
 */
import type { RowBuilder } from './values.ts'

const limit = 1_000

export interface Prepared {
  readonly key: string
  readonly name: string
  /** Absent when the statement returns no rows, or is not described yet. */
  build?: RowBuilder
  usedAt: number
}

export interface PreparedStatements {
  known: Map<string, Prepared>
  /** Sent, outcome still open. */
  parsing: number
  /** To be closed at the head of the next batch, where no error can skip it. */
  closing: string[]
  names: number
  clock: number
}

export function nothingPrepared(): PreparedStatements {
  return { known: new Map(), parsing: 0, closing: [], names: 0, clock: 0 }
}

export function findPrepared(all: PreparedStatements, key: string): Prepared | undefined {
  const found = all.known.get(key)
  if (found) found.usedAt = ++all.clock
  return found
}

/** A new statement about to be sent. */
export function expectPrepared(all: PreparedStatements, key: string): Prepared {
  all.parsing++
  return { key, name: `s${++all.names}`, usedAt: ++all.clock }
}

/** Makes room, the least recently used first; the closed names are in `closing`. */
export function makeRoom(all: PreparedStatements): void {
  while (all.known.size > 0 && all.known.size + all.parsing > limit) forgetPrepared(all, oldest(all.known))
}

/** It exists. Two batches in flight may have prepared the same text: the first one stays. */
export function confirmPrepared(all: PreparedStatements, prepared: Prepared): void {
  all.parsing--
  if (all.known.has(prepared.key)) all.closing.push(prepared.name)
  else all.known.set(prepared.key, prepared)
}

/** It may exist or not. */
export function abandonPrepared(all: PreparedStatements, prepared: Prepared): void {
  all.parsing--
  all.closing.push(prepared.name)
}

export function forgetPrepared(all: PreparedStatements, prepared: Prepared): void {
  if (all.known.get(prepared.key) !== prepared) return
  all.known.delete(prepared.key)
  all.closing.push(prepared.name)
}

function oldest(known: Map<string, Prepared>): Prepared {
  return known.values().reduce((a, b) => (a.usedAt <= b.usedAt ? a : b))
}
