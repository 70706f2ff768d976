/** The handles that a work gets, and how it is carried through its transaction. */
import type { Row } from '../batch.ts'
import type { Statement } from '../sql.ts'
import { ask, commitOnce, conclude, enlist, settle, type Transaction } from './transaction.ts'
import type { ReadTx, WriteTx } from './types.ts'

/** How an attempt ended; `failure` is what the database or `admit` said, whatever the work made of it. */
export type Ending<T> = { value: T } | { error: unknown; failure: Error | undefined }

/** Carries a read: it fails if anything in it failed, and is admitted even when it asked for nothing. */
export function carryRead<T>(tx: Transaction, work: (tx: ReadTx) => Promise<T>): Promise<Ending<T>> {
  return carry(tx, async () => {
    const value = await work(readHandle(tx))
    await settle(tx)
    return value
  })
}

/** Carries a write: committed at its end, unless the work did so itself. */
export function carryWrite<T>(tx: Transaction, work: (tx: WriteTx) => Promise<T>): Promise<Ending<T>> {
  return carry(tx, async () => {
    const value = await work(writeHandle(tx))
    await commitOnce(tx)
    return value
  })
}

function readHandle(tx: Transaction): ReadTx {
  return { rows: statement => ask(tx, statement) as Promise<never> }
}

export function writeHandle(tx: Transaction): WriteTx {
  return {
    ...readHandle(tx),
    queue: statement => {
      enlist(tx, statement)
    },
    commit: (...statements) => commit(tx, statements) as Promise<never>,
    afterCommit: hint => {
      tx.hints.push(hint)
    },
  }
}

async function commit(tx: Transaction, statements: readonly Statement<unknown>[]): Promise<Row[][]> {
  const rows = statements.map(statement => enlist(tx, statement))
  await commitOnce(tx)
  return Promise.all(rows)
}

async function carry<T>(tx: Transaction, work: () => Promise<T>): Promise<Ending<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error, failure: tx.committed ? undefined : tx.failure }
  } finally {
    await conclude(tx)
  }
}
