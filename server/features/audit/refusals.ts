import type { Refused } from '../../platform/serve.ts'
import { record } from './record.ts'

/** Records that somebody was refused; of equal refusals by one person at most one a minute. */
export const recordRefusal: Refused = async (refusal, { claims, username }, route, { deployment, meta, request }) => {
  if (username === null || isRepeated(`${claims.user_id} ${refusal.code} ${request.method} ${route.path}`)) return
  const actor = { userId: claims.user_id, username }
  const id = Number((request.params as { id?: string }).id ?? 0) || null
  await deployment.door.write({ tenantId: claims.tenant_id }, async tx => {
    record(
      { tx, tenantId: claims.tenant_id, actor, meta },
      {
        action: 'access.denied',
        object: { type: nounOf(route.path), id: Number.isSafeInteger(id) ? id : null },
        after: { method: request.method, path: route.path, code: refusal.code },
      },
    )
  })
}

/** `order` of `/api/orders/:id/approve/`, `count` of `/api/stock/counts/:id/`, `stock` of `/api/stock/adjust/`. */
function nounOf(path: string): string {
  const steps = path.split('/')
  const plural = steps[steps.indexOf(':id') - 1] ?? steps[2] ?? 'api'
  return plural.replace(/ies$/, 'y').replace(/s$/, '')
}

const lastRecorded = new Map<string, number>()
const mostRemembered = 10_000

function isRepeated(refusal: string): boolean {
  const now = Date.now()
  if (now - (lastRecorded.get(refusal) ?? 0) < 60_000) return true
  lastRecorded.delete(refusal)
  if (lastRecorded.size >= mostRemembered) lastRecorded.delete(lastRecorded.keys().next().value as string)
  lastRecorded.set(refusal, now)
  return false
}
