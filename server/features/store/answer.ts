import { createHash } from 'node:crypto'
import { Answer, type PublicCtx } from '../../platform/route.ts'

/** How long a browser may show it without asking: what a store is called changes seldom, what is on its shelf at any moment. */
const freshness = { facts: 'private, max-age=30', shelf: 'private, no-cache' } as const

/** The answer with its ETag; 304 for who has it already. */
export function answerOf({ request }: PublicCtx, about: keyof typeof freshness, body: object): Answer {
  if (body instanceof Answer) return body
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)
  const headers = { etag: `"${hash}"`, 'cache-control': freshness[about] }
  const isKnown = request.headers['if-none-match']?.includes(headers.etag) ?? false
  return isKnown ? new Answer(304, null, headers) : new Answer(200, body, headers)
}
