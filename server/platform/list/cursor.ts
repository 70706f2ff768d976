import { createHmac } from 'node:crypto'
import { invalid } from '../errors.ts'
import type { ListCtx } from '../list.ts'

/** Between which rows a page lies, and what need not be asked again. */
export type Position = {
  /** The page ends before this place rather than beginning behind it. */
  back: boolean
  ordering: string | null
  count: number
  isLowerBound: boolean
  values: readonly unknown[]
}

/** The position as opaque text. It is sealed, so that it is taken back only unchanged and for the list it was made for. */
export function sealCursor(ctx: ListCtx, position: Position, belongsTo: string): string {
  const { back, ordering, count, isLowerBound, values } = position
  const content = Buffer.from(
    JSON.stringify([Number(back), ordering, count, Number(isLowerBound), ...values]),
  ).toString('base64url')
  return `${content}.${sealOf(ctx, content, belongsTo)}`
}

/** Throws 400 on `cursor` for anything but an unchanged cursor of this company, list, filters and search. */
export function openCursor(ctx: ListCtx, cursor: string, belongsTo: string): Position {
  const [content = '', seal = '', ...more] = cursor.split('.')
  if (more.length > 0 || seal !== sealOf(ctx, content, belongsTo))
    throw invalid('cursor', 'This cursor is not valid for this list with these filters. Start without it.')
  const [back, ordering, count, isLowerBound, ...values] = JSON.parse(Buffer.from(content, 'base64url').toString())
  return { back: back === 1, ordering, count, isLowerBound: isLowerBound === 1, values }
}

function sealOf({ deployment }: ListCtx, content: string, belongsTo: string): string {
  const key = `cursor ${deployment.config.jwtSecret}`
  return createHmac('sha256', key).update(`${content}.${belongsTo}`).digest().subarray(0, 12).toString('base64url')
}
