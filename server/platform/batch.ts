/**
 * Several statements under one Sync, which makes them one round trip and, without a BEGIN, one transaction that its
 * Sync ends.
 *
 * It stands on what pg 8.23.1 does but does not document (the version is pinned, batch.test.ts holds it to this):
 * - `client.query(object)` calls `object.submit(connection)` and then its handle… methods; with `pipeline: true` it
 *   submits at once, queues the object behind those in flight, and moves on to the next one at ReadyForQuery.
 * - Pipelined, it refuses what is not `instanceof pg.Query` or has a truthy `rows`.
 * - After an error it calls `handleError` and forgets the object; the server skips to our Sync, so the next object is
 *   untouched.
 * - It keeps ParseComplete, CloseComplete, BindComplete and NoData to itself: a statement's end is its CommandComplete
 *   or EmptyQuery.
 */
import pg from 'pg'
import {
  abandonPrepared,
  confirmPrepared,
  expectPrepared,
  findPrepared,
  forgetPrepared,
  type Key,
  makeRoom,
  nothingPrepared,
  type Prepared,
  type PreparedStatements,
} from './door/prepared.ts'
import { type Column, rowBuilder, toWire, type WireValue } from './door/values.ts'
import * as wire from './door/wire.ts'
import type { Statement } from './sql.ts'

export type Row = Record<string, unknown>

export interface Outcome {
  /** The rows of every statement that completed. */
  rows: Row[][]
  /** What the last completed statement answered: `COMMIT`, `UPDATE 3`. */
  tag: string
  error: Error | undefined
  /** The statement that failed; the number of statements when only their transaction's end did. */
  failedAt: number
  /** The error did not come from the server. */
  lost: boolean
}

/**
 * Sends the statements, each prepared on first use on this connection per (schema, text), and one Sync; `done` gets what
 * became of them. Throws only when a value cannot be sent, and then nothing was.
 */
export function sendBatch(
  client: pg.Client,
  statements: readonly Statement<unknown>[],
  schema: string,
  done: (outcome: Outcome) => void,
): void {
  client.query(new Batch(preparedOn(client), itemsOf(statements, schema), done) as unknown as pg.Submittable)
}

/** How many statements the connection keeps. */
export function preparedCount(client: pg.Client): number {
  return preparedOn(client).size
}

// PostgreSQL takes twice as many, but pg-protocol reads their number as signed, and what it throws ends the process.
const mostValues = 32_767

interface Item extends Key {
  values: WireValue[]
  prepared?: Prepared
  isNew: boolean
}

function itemsOf(statements: readonly Statement<unknown>[], schema: string): Item[] {
  return statements.map(({ text, values, anySchema }) => ({
    schema: anySchema ? '' : schema,
    text,
    values: wireValues(values),
    isNew: false,
  }))
}

function wireValues(values: readonly unknown[]): WireValue[] {
  if (values.length > mostValues) throw new RangeError(`a statement takes at most ${mostValues} values`)
  return values.map(toWire)
}

const preparedByClient = new WeakMap<pg.Client, PreparedStatements>()

function preparedOn(client: pg.Client): PreparedStatements {
  let prepared = preparedByClient.get(client)
  if (!prepared) {
    prepared = nothingPrepared()
    preparedByClient.set(client, prepared)
  }
  return prepared
}

interface Failure {
  at: number
  error: Error
}

class Batch {
  readonly all: PreparedStatements
  readonly items: Item[]
  readonly done: (outcome: Outcome) => void
  readonly results: Row[][] = []
  current: Row[] = []
  tag = ''
  misread: Failure | undefined

  constructor(all: PreparedStatements, items: Item[], done: (outcome: Outcome) => void) {
    this.all = all
    this.items = items
    this.done = done
  }

  submit(connection: pg.Connection): void {
    wire.begin()
    prepareItems(this.all, this.items)
    writeItems(this.all, this.items)
    const bytes = wire.take()
    if (connection.stream.writable) connection.stream.write(bytes)
  }

  handleRowDescription(message: { fields: Column[] }): void {
    this.reading(prepared => {
      prepared.build = rowBuilder(message.fields)
    })
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.reading(prepared => {
      if (prepared.build) this.current.push(prepared.build(message.fields))
    })
  }

  handleCommandComplete(message: { text: string }): void {
    this.tag = message.text
    this.completeOne()
  }

  handleEmptyQuery(): void {
    this.completeOne()
  }

  // We ask for all rows at once, so no portal is ever suspended.
  handlePortalSuspended(): void {}

  handleReadyForQuery(): void {
    this.finish(this.items.length)
    this.settle(this.misread)
  }

  handleError(error: Error): void {
    const failedAt = this.results.length
    this.finish(failedAt)
    if (isStalePlan(error)) forgetItem(this.all, this.items[failedAt])
    this.settle(this.misread ?? { at: failedAt, error }, !(error instanceof pg.DatabaseError))
  }

  // What a message handler throws would end the process.
  reading(read: (prepared: Prepared) => void): void {
    const prepared = this.items[this.results.length]?.prepared
    if (!prepared || this.misread) return
    try {
      read(prepared)
    } catch (error) {
      this.misread = { at: this.results.length, error: error as Error }
    }
  }

  completeOne(): void {
    this.results.push(this.current)
    this.current = []
  }

  finish(completed: number): void {
    this.items.forEach((item, i) => {
      if (!item.isNew || !item.prepared) return
      if (i < completed) confirmPrepared(this.all, item.prepared)
      else abandonPrepared(this.all, item.prepared)
    })
  }

  settle(failure: Failure | undefined, lost = false): void {
    const { error, at } = failure ?? { error: undefined, at: -1 }
    // Its description may be what could not be read: without one, its rows would be dropped in silence.
    if (this.misread) forgetItem(this.all, this.items[at])
    this.done({ rows: this.results, tag: this.tag, error, failedAt: at, lost })
  }
}
// Not `extends`: pg.Query's constructor sets up an event emitter and a result that nobody needs.
Object.setPrototypeOf(Batch.prototype, pg.Query.prototype)

// At the moment of sending, so that what earlier batches taught and closed is in order with the wire.
function prepareItems(all: PreparedStatements, items: Item[]): void {
  const added: Prepared[] = []
  for (const item of items) {
    item.prepared =
      findPrepared(all, item) ?? added.find(({ schema, text }) => schema === item.schema && text === item.text)
    if (item.prepared) continue
    item.prepared = expectPrepared(all, item)
    item.isNew = true
    added.push(item.prepared)
  }
  if (added.length > 0) makeRoom(all)
}

function writeItems(all: PreparedStatements, items: Item[]): void {
  for (const name of all.closing) wire.closeStatement(name)
  all.closing.length = 0
  for (const item of items) writeItem(item, item.prepared?.name ?? '')
  wire.sync()
}

function writeItem(item: Item, name: string): void {
  if (item.isNew) {
    wire.parse(name, item.text)
    wire.describeStatement(name)
  }
  wire.bind(name, item.values)
  wire.execute()
}

function forgetItem(all: PreparedStatements, item: Item | undefined): void {
  if (item?.prepared) forgetPrepared(all, item.prepared)
}

/**
 * The server no longer has the prepared statement, or its result changed (a migration): the same text works once
 * prepared anew.
 */
export function isStalePlan(error: Error): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  return error.code === '26000' || (error.code === '0A000' && error.routine === 'RevalidateCachedQuery')
}
