import type { Static } from 'typebox'
import type { AuditEntry, ChainVerdict } from '../../../../server/features/audit/contract.ts'

export type Entry = Static<typeof AuditEntry>
export type Verdict = Static<typeof ChainVerdict>

/** A seal's ends: enough to compare by eye. */
export const shortSeal = (hash: string): string => `${hash.slice(0, 4)}…${hash.slice(-4)}`

/** How an action reads: refused and failed ones are told apart from what happened. */
export function toneOf(action: string): string {
  if (action === 'access.denied' || action === 'auth.refresh_reused') return 'text-danger-text'
  return action === 'auth.login_failed' || action === 'auth.locked' ? 'text-warn-text' : ''
}

/** The name of what an entry is about, where the entry itself carries it. */
export function nameIn({ before, after }: Pick<Entry, 'before' | 'after'>): string | null {
  const name = after?.name ?? before?.name ?? after?.username ?? before?.username
  return typeof name === 'string' && name !== '' ? name : null
}

/** The page of what an entry is about; null where there is none. */
export function pageOf({ object_type: type, object_id: id }: Entry): string | null {
  if (id === null) return null
  const pages: Record<string, string> = {
    order: `/app/orders/${id}`,
    product: `/app/products/${id}`,
    user: `/app/people?person=${id}`,
    count: `/app/counts/${id}`,
    role: '/app/roles',
  }
  return pages[type] ?? null
}

export type Change = { name: string; before: string; after: string }

/** What an entry changed, field by field, and how many it left alone. */
export function changesIn({ before, after }: Pick<Entry, 'before' | 'after'>): {
  changes: Change[]
  unchanged: number
} {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const all = names.map(name => ({ name, before: textOf(before?.[name]), after: textOf(after?.[name]) }))
  const changes = all.filter(change => change.before !== change.after)
  return { changes, unchanged: all.length - changes.length }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
