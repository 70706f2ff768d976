import { Readable } from 'node:stream'
import { csvLine } from '../csv.ts'
import type { ReadTx } from '../door.ts'
import { fail } from '../errors.ts'
import type { List, ListCtx, Source } from '../list.ts'
import { Answer } from '../route.ts'
import { readAs } from '../session.ts'
import { countRows } from './count.ts'
import type { Asked } from './query.ts'
import { type Rows, readRows, showRows, standOf } from './rows.ts'

export type CsvRow = object

const chunkSize = 500

/** All rows of the list as a CSV file: its first rows now, the others while it is being read, as long as the reader's rights stay as they are. */
export async function csvOf<R, T extends CsvRow>(
  ctx: ListCtx,
  list: List,
  asked: Asked,
  source: Source<R, T>,
): Promise<Answer> {
  const whole = { ...asked, pageSize: chunkSize, position: null }
  const sortsHits = asked.words !== null && asked.ordering !== null
  const [first] = await Promise.all([
    readPart(ctx, list, whole, source),
    sortsHits && countRows(ctx, list, whole, source),
  ])
  return new Answer(200, Readable.from(linesOf(ctx, list, whole, { source, first })), {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${list.name}.csv"`,
  })
}

async function* linesOf<R, T extends CsvRow>(
  ctx: ListCtx,
  list: List,
  asked: Asked,
  { source, first }: { source: Source<R, T>; first: Part<R, T> },
) {
  const columns = Object.keys(list.item.properties)
  yield csvLine(columns)
  let part = first
  while (true) {
    yield part.shown.map(result => csvLine(cellsOf(result, columns))).join('')
    if (!part.rows.hasMore) return
    const onwards = { ...asked, position: behind(part.rows, asked) }
    part = await again(ctx, tx => readPart({ ...ctx, tx }, list, onwards, source))
  }
}

type Part<R, T> = { rows: Rows<R>; shown: T[] }

async function readPart<R, T>(ctx: ListCtx, list: List, asked: Asked, source: Source<R, T>): Promise<Part<R, T>> {
  const rows = await readRows(ctx, list, asked, source)
  return { rows, shown: await showRows(ctx.tx, rows, source) }
}

function cellsOf(shown: CsvRow, columns: string[]): unknown[] {
  return columns.map(column => (shown as Record<string, unknown>)[column])
}

function behind(rows: Rows<unknown>, asked: Asked) {
  return {
    back: false,
    ordering: asked.ordering,
    // Not known: sorting all that is left for each part would take ever longer.
    count: 0,
    isLowerBound: true,
    values: standOf(rows.found.at(-1), asked),
  }
}

function again<T>({ actor, deployment, tenantId, reenter }: ListCtx, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  if (reenter) return reenter(work)
  if (tenantId !== actor.tenantId) throw new Error('a list of another company must say how to enter it again')
  const claims = { tenant_id: tenantId, user_id: actor.userId, sid: actor.sessionId }
  const assertAllowed = ({ version }: { version: number }) => {
    if (version !== actor.version) throw fail('permission_denied')
  }
  return readAs({ door: deployment.door, claims, assertAllowed }, tx => work(tx))
}
