/** What the door hands out. */
import type { Row } from '../batch.ts'
import type { RowOf, Statement } from '../sql.ts'

export type { Row }

/**
 * Which tenant is entered, what is asked on entering (who is this, as of now), and who decides whether it may go on.
 */
export interface Entry {
  tenantId: number
  /** Statements sent before all others of the transaction. */
  prelude?: readonly Statement<unknown>[]
  /**
   * Gets the prelude's rows and the tenant's status before anything else is handed out; what it throws refuses the whole
   * transaction.
   */
  admit?: (rowsOfPrelude: Row[][], tenantStatus: string) => void
}

export interface ReadTx {
  /**
   * Resolves to the rows; statements asked for in the same tick travel together. After an error the transaction is
   * over.
   */
  rows<R>(statement: Statement<R>): Promise<R[]>
}

export interface WriteTx extends ReadTx {
  /** Sends a statement with the next flush; its rows are not wanted, its error fails the transaction. */
  queue(statement: Statement<unknown>): void
  /**
   * Sends what is queued, the given statements and COMMIT; resolves to the rows of each. Nothing can be asked after
   * it.
   */
  commit<S extends readonly Statement<unknown>[]>(
    ...statements: S
  ): Promise<{ -readonly [K in keyof S]: RowOf<S[K]>[] }>
  /** Runs after a successful commit only: hints for the outbox and the bus. */
  afterCommit(hint: () => unknown): void
}

export interface OwnerTx extends WriteTx {
  /** Runs trusted text of any number of statements (a migration file). */
  script(text: string): Promise<void>
}

/** A tenant without a schema is looked up; a schema alone sets only the search path. */
export interface OwnerScope {
  tenantId?: number
  schema?: string
}

export interface DoorLog {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
