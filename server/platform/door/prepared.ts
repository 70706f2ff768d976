/**
 * What a connection has prepared. A statement counts as prepared only once one of its executions is known to have got
 * past its Parse; a name is never used twice, so a statement of unknown fate is simply closed by name and prepared
 * anew under another.
 */
import type { RowBuilder } from './values.ts'

const limit = 1_000

/** A plan belongs to a search path. Not one text of both: that would be put together and hashed for every execution. */
export interface Key {
  readonly schema: string
  readonly text: string
}

export interface Prepared extends Key {
  readonly name: string
  /** Absent when the statement returns no rows, or is not described yet. */
  build?: RowBuilder
  usedAt: number
}

export interface PreparedStatements {
  /** By schema, then by text. */
  known: Map<string, Map<string, Prepared>>
  size: number
  /** Sent, outcome still open. */
  parsing: number
  /** To be closed at the head of the next batch, where no error can skip it. */
  closing: string[]
  names: number
  clock: number
}

export function nothingPrepared(): PreparedStatements {
  return { known: new Map(), size: 0, parsing: 0, closing: [], names: 0, clock: 0 }
}

export function findPrepared(all: PreparedStatements, { schema, text }: Key): Prepared | undefined {
  const found = all.known.get(schema)?.get(text)
  if (found) found.usedAt = ++all.clock
  return found
}

/** A new statement about to be sent. */
export function expectPrepared(all: PreparedStatements, { schema, text }: Key): Prepared {
  all.parsing++
  return { schema, text, name: `s${++all.names}`, usedAt: ++all.clock }
}

/** Makes room, the least recently used first; the closed names are in `closing`. */
export function makeRoom(all: PreparedStatements): void {
  while (all.size > 0 && all.size + all.parsing > limit) forgetPrepared(all, oldest(all))
}

/** It exists. Two batches in flight may have prepared the same text: the first one stays. */
export function confirmPrepared(all: PreparedStatements, prepared: Prepared): void {
  all.parsing--
  const inSchema = all.known.get(prepared.schema) ?? new Map<string, Prepared>()
  all.known.set(prepared.schema, inSchema)
  if (inSchema.has(prepared.text)) all.closing.push(prepared.name)
  else {
    inSchema.set(prepared.text, prepared)
    all.size++
  }
}

/** It may exist or not. */
export function abandonPrepared(all: PreparedStatements, prepared: Prepared): void {
  all.parsing--
  all.closing.push(prepared.name)
}

export function forgetPrepared(all: PreparedStatements, prepared: Prepared): void {
  const inSchema = all.known.get(prepared.schema)
  if (inSchema?.get(prepared.text) !== prepared) return
  inSchema.delete(prepared.text)
  if (inSchema.size === 0) all.known.delete(prepared.schema)
  all.size--
  all.closing.push(prepared.name)
}

function oldest({ known }: PreparedStatements): Prepared {
  const each = known.values().flatMap(inSchema => inSchema.values())
  return each.reduce((a, b) => (a.usedAt <= b.usedAt ? a : b))
}
