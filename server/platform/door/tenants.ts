/** Entering a tenant: where it lives, and the transactions that begin with it. */
import type { Outcome } from '../batch.ts'
import { Failure } from '../errors.ts'
import { type Statement, sql } from '../sql.ts'
import { type Connection, run } from './connection.ts'
import type { Exclusive } from './exclusive.ts'
import { hold } from './hold.ts'
import type { Readers } from './readers.ts'
import { isStalePlacement, repeating } from './repeat.ts'
import { type Course, newTransaction } from './transaction.ts'
import type { DoorLog, Entry, ReadTx, WriteTx } from './types.ts'
import { carryRead, carryWrite, type Ending } from './works.ts'

type Via = 'tenant' | 'directory'

/** What the door has behind it. */
export interface Inside {
  readers: Readers
  writers: Exclusive
  longs: Exclusive
  log: DoorLog
  placements: Map<number, string>
  counts: { transactions: number; roundTrips: number; repeats: number }
  onStatement: ((text: string, via: Via, values: readonly unknown[]) => void) | undefined
}

/** The token or job names a tenant that is not there (any more); answered like anything absent. */
export class NoSuchTenant extends Failure {
  override name = 'NoSuchTenant'
  constructor() {
    super('not_found', {})
  }
}

const begin = { ...sql`begin`, anySchema: true } as const
const beginSnapshot = { ...sql`begin isolation level repeatable read read only`, anySchema: true } as const

/** Throws NoSuchTenant, Busy, or what the work, `admit` or the database throws. */
export function readTenant<T>(inside: Inside, entry: Entry, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  return inTenant(inside, entry, schema => {
    const enter = entering(entry.tenantId, schema)
    return carryRead(
      newTransaction({ first: [enter], later: [enter], run: shared(inside, schema, entry.tenantId) }, entry),
      work,
    )
  })
}

export function writeTenant<T>(inside: Inside, entry: Entry, work: (tx: WriteTx) => Promise<T>): Promise<T> {
  return inTenant(inside, entry, schema => {
    const first = [begin, entering(entry.tenantId, schema)]
    return hold({ pool: inside.writers, tenantId: entry.tenantId, log: inside.log }, async connection => {
      const tx = newTransaction({ first, later: [], run: own(inside, connection, schema, 'tenant') }, entry)
      return { tx, ending: await carryWrite(tx, work) }
    })
  })
}

export function readTenantLong<T>(inside: Inside, entry: Entry, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  return inTenant(inside, entry, schema => {
    const first = [beginSnapshot, entering(entry.tenantId, schema)]
    return hold({ pool: inside.longs, tenantId: entry.tenantId, log: inside.log }, async connection => {
      const tx = newTransaction({ first, later: [], run: own(inside, connection, schema, 'tenant') }, entry)
      return { tx, ending: await carryRead(tx, work) }
    })
  })
}

export function readDirectory<R>(inside: Inside, statement: Statement<R>): Promise<R[]> {
  const course = { first: [], later: [], run: shared(inside, 'platform', null) }
  return counted(inside, () => carryRead(newTransaction(course, {}), tx => tx.rows(statement)))
}

export function writeDirectory<T>(inside: Inside, work: (tx: WriteTx) => Promise<T>): Promise<T> {
  return counted(inside, () =>
    hold({ pool: inside.writers, tenantId: null, log: inside.log }, async connection => {
      const run = own(inside, connection, 'platform', 'directory')
      const tx = newTransaction({ first: [begin], later: [], run }, {})
      return { tx, ending: await carryWrite(tx, work) }
    }),
  )
}

function inTenant<T>(inside: Inside, { tenantId }: Entry, attempt: (schema: string) => Promise<Ending<T>>): Promise<T> {
  return counted(
    inside,
    () => {
      const schema = inside.placements.get(tenantId)
      return schema === undefined ? findPlacement(inside, tenantId).then(attempt) : attempt(schema)
    },
    cause => {
      if (isStalePlacement(cause)) inside.placements.delete(tenantId)
    },
  )
}

function counted<T>(
  { counts }: Inside,
  attempt: () => Promise<Ending<T>>,
  beforeRepeat?: (cause: Error) => void,
): Promise<T> {
  return repeating(
    () => {
      counts.transactions++
      return attempt()
    },
    cause => {
      counts.repeats++
      beforeRepeat?.(cause)
    },
  )
}

async function findPlacement(inside: Inside, tenantId: number): Promise<string> {
  const [row] = await readDirectory(
    inside,
    sql<{ placement_schema: string }>`select placement_schema from platform.tenants where id = ${tenantId}`,
  )
  if (!row) throw new NoSuchTenant()
  inside.placements.set(tenantId, row.placement_schema)
  return row.placement_schema
}

function entering(tenantId: number, schema: string): Statement {
  return { ...sql`select platform.begin_tenant(${tenantId}, ${schema}) as status`, anySchema: true }
}

function shared(inside: Inside, schema: string, tenantId: number | null): Course['run'] {
  return statements => {
    note(inside, statements, tenantId === null ? 'directory' : 'tenant')
    return inside.readers.run(statements, schema, tenantId)
  }
}

function own(inside: Inside, connection: Connection, schema: string, via: Via): Course['run'] {
  return (statements): Promise<Outcome> => {
    note(inside, statements, via)
    return run(connection, statements, schema)
  }
}

function note({ counts, onStatement }: Inside, statements: readonly Statement<unknown>[], via: Via): void {
  counts.roundTrips++
  if (onStatement) for (const { text, values } of statements) onStatement(text, via, values)
}
