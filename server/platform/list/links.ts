import type { ListCtx } from '../list.ts'
import type { Count } from './count.ts'
import { type Position, sealCursor } from './cursor.ts'
import type { Asked } from './query.ts'
import { type Rows, standOf } from './rows.ts'

/** Absolute URLs of the pages behind and before this one, null where there is none. */
export function linksOf(ctx: ListCtx, asked: Asked, { rows, count }: { rows: Rows<unknown>; count: Count }) {
  const { position, ordering, belongsTo } = asked
  const back = position?.back ?? false
  const link = (place: Pick<Position, 'back' | 'values'>): string => {
    const carried = { ordering, count: count.count, isLowerBound: count.count_is_lower_bound ?? false }
    return urlWith(ctx, sealCursor(ctx, { ...place, ...carried }, belongsTo))
  }
  // Of an empty page the neighbours are the list's own ends.
  const standing = (row: unknown) => (row === undefined ? [] : standOf(row, asked))
  return {
    next: back || rows.hasMore ? link({ back: false, values: standing(rows.found.at(-1)) }) : null,
    previous:
      (back && rows.hasMore) || (!back && position) ? link({ back: true, values: standing(rows.found[0]) }) : null,
  }
}

function urlWith({ baseUrl, request }: ListCtx, cursor: string): string {
  const [path = '', query = ''] = request.url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', cursor)
  return `${baseUrl}${path}?${parameters}`
}
