/**
 * One transaction of one tenant, whatever carries it: what is asked for in one tick goes out in one flush, the first
 * flush enters the tenant and asks the prelude, and nothing, no row and no error of a later statement, gets out before
 * `admit` has agreed.
 */
import type { Outcome, Row } from '../batch.ts'
import { type Statement, sql } from '../sql.ts'
import { CommitUnknown } from './connection.ts'

type AnyStatement = Statement<unknown>

/**
 * How a kind of transaction goes: what precedes the statements of its first flush (entering the tenant comes last there)
 * and of every later one, and how batches are run.
 */
export interface Course {
  first: readonly AnyStatement[]
  later: readonly AnyStatement[]
  run(statements: readonly AnyStatement[]): Promise<Outcome>
}

export interface Admission {
  prelude?: readonly AnyStatement[]
  admit?: (rowsOfPrelude: Row[][], tenantStatus: string) => void
}

interface Asked {
  statement: AnyStatement
  give(rows: Row[]): void
  refuse(error: Error): void
}

export interface Transaction {
  readonly course: Course
  readonly admission: Admission
  asked: Asked[]
  scheduled: boolean
  /** Something was asked for while a flush was under way. */
  wanted: boolean
  /** The flush under way. */
  sending: Promise<void> | undefined
  /** Anything was sent, so a BEGIN may be open. */
  begun: boolean
  entered: boolean
  /** The first thing that went wrong: nothing more is sent, and the transaction fails whatever the work makes of it. */
  failure: Error | undefined
  over: boolean
  /** The commit, once asked for. */
  committing: Promise<void> | undefined
  committed: boolean
  commitFailed: boolean
  /** To be called after the commit. */
  hints: (() => unknown)[]
}

const commit: AnyStatement = { ...sql`commit`, anySchema: true }

export function newTransaction(course: Course, admission: Admission): Transaction {
  return {
    course,
    admission,
    asked: [],
    scheduled: false,
    wanted: false,
    sending: undefined,
    begun: false,
    entered: false,
    failure: undefined,
    over: false,
    committing: undefined,
    committed: false,
    commitFailed: false,
    hints: [],
  }
}

/** Asks for rows; rejects with the statement's error, or the transaction's. Throws when the transaction is over. */
export function ask(tx: Transaction, statement: AnyStatement): Promise<Row[]> {
  const rows = enlist(tx, statement)
  schedule(tx)
  return rows
}

/** Adds a statement to the next flush. Throws when there is none to come. */
export function enlist(tx: Transaction, statement: AnyStatement): Promise<Row[]> {
  if (tx.over) throw new Error(`the transaction is over: ${statement.text}`)
  const rows = new Promise<Row[]>((give, refuse) => {
    tx.asked.push({ statement, give, refuse })
  })
  // A rejection that the work did not wait for fails the transaction; it must not end the process.
  rows.catch(() => {})
  return rows
}

/** Sends what is asked and, if nothing ever was, the prelude alone. Throws the transaction's failure. */
export async function settle(tx: Transaction): Promise<void> {
  while (tx.sending) await tx.sending
  if (!tx.failure && (tx.asked.length > 0 || !tx.entered)) await send(tx, [])
  if (tx.failure) throw tx.failure
}

/** Sends what is asked with COMMIT behind it, once. Throws the transaction's failure. */
export function commitOnce(tx: Transaction): Promise<void> {
  if (!tx.committing) {
    tx.over = true
    tx.committing = settleAndCommit(tx)
    tx.committing.catch(() => {})
  }
  return tx.committing
}

/** Lets nothing more be asked or sent, and waits for what is under way. */
export async function conclude(tx: Transaction): Promise<void> {
  tx.over = true
  if (tx.asked.length > 0) refuseAll(tx.asked.splice(0), tx.failure ?? new Error('the transaction is over'))
  while (tx.sending) await tx.sending
}

// COMMIT goes alone if the tenant has not been entered yet: `admit` could still refuse.
async function settleAndCommit(tx: Transaction): Promise<void> {
  while (tx.sending) await tx.sending
  if (!tx.entered && tx.admission.admit) await settle(tx)
  if (!tx.failure) await send(tx, [commit])
  if (tx.failure) throw tx.failure
}

function schedule(tx: Transaction): void {
  if (tx.scheduled) return
  tx.scheduled = true
  queueMicrotask(() => process.nextTick(flush, tx))
}

// Behind the promises that are settled already, so that all they lead to travels along.
function flush(tx: Transaction): void {
  tx.scheduled = false
  tx.wanted = tx.sending !== undefined
  if (!tx.wanted && !tx.over && tx.asked.length > 0) send(tx, [])
}

function send(tx: Transaction, ending: readonly AnyStatement[]): Promise<void> {
  tx.sending = transmit(tx, tx.asked.splice(0), ending).then(() => {
    tx.sending = undefined
    if (tx.wanted) flush(tx)
  })
  return tx.sending
}

async function transmit(tx: Transaction, asked: Asked[], ending: readonly AnyStatement[]): Promise<void> {
  if (tx.failure) return refuseAll(asked, tx.failure)
  const opening = openingOf(tx)
  const statements = [...opening, ...asked.map(one => one.statement), ...ending]
  tx.begun = true
  try {
    const outcome = await tx.course.run(statements)
    if (ending.length > 0) noteCommit(tx, outcome, statements.length - 1)
    if (!tx.entered) enter(tx, outcome, opening.length)
    handOut(tx, outcome, opening.length, asked)
  } catch (error) {
    tx.failure ??= error as Error
    refuseAll(asked, error as Error)
  }
}

function noteCommit(tx: Transaction, outcome: Outcome, at: number): void {
  tx.committed = outcome.tag === 'COMMIT'
  tx.commitFailed = !tx.committed && outcome.failedAt === at
  if (tx.committed && outcome.failedAt > at) outcome.error = undefined
  if (!tx.committed && outcome.lost) outcome.error = new CommitUnknown(outcome.error?.message, { cause: outcome.error })
}

function openingOf({ entered, course, admission }: Transaction): readonly AnyStatement[] {
  return entered ? course.later : [...course.first, ...(admission.prelude ?? [])]
}

// Throws what went wrong up to the prelude, or what `admit` throws.
function enter(tx: Transaction, outcome: Outcome, opened: number): void {
  if (outcome.error && outcome.failedAt < opened) throw outcome.error
  const { course, admission } = tx
  if (admission.admit) {
    const [tenant] = outcome.rows[course.first.length - 1] as [Row]
    admission.admit(outcome.rows.slice(course.first.length, opened), tenant.status as string)
  }
  tx.entered = true
}

function handOut(tx: Transaction, { rows, error, failedAt }: Outcome, opened: number, asked: Asked[]): void {
  tx.failure = error
  asked.forEach(({ give, refuse }, i) => {
    if (error && opened + i >= failedAt) refuse(error)
    else give(rows[opened + i] ?? [])
  })
}

function refuseAll(asked: Asked[], error: Error): void {
  for (const { refuse } of asked) refuse(error)
}
