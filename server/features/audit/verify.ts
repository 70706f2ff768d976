import type { ReadTx } from '../../platform/door.ts'
import { sql } from '../../platform/sql.ts'
import { chainHash, type HashedEntry } from './record.ts'

/** What the chain of a company says; `first_bad` names the first entry that was edited, removed or inserted. */
export type Verdict = {
  ok: boolean
  checked: number
  head: { seq: number; hash: string }
  first_bad: { seq: number; reason: 'edited' | 'removed' | 'inserted' } | null
}

/** All entries of a company's chain as an export has them, oldest first, a page at a time. */
export async function* readChain(tx: ReadTx, tenantId: number): AsyncGenerator<ExportedEntry[]> {
  for (let after = 0; ; ) {
    const entries = await tx.rows(entriesAfter(tenantId, after))
    if (entries.length === 0) return
    after = (entries.at(-1) as StoredEntry).seq
    yield entries.map(entry => ({ ...entry, hash: entry.hash.toString('hex') }))
  }
}

export type ExportedEntry = HashedEntry & { seq: number; hash: string }

/** Walks a company's chain from its first entry to its head; entries written meanwhile are walked too. */
export async function verifyChain(tx: ReadTx, tenantId: number): Promise<Verdict> {
  let link: Link = { seq: 0, hash: Buffer.alloc(32) }
  for (;;) {
    for (const entry of await tx.rows(entriesAfter(tenantId, link.seq))) {
      const reason = flawOf(entry, link)
      if (reason)
        return verdict(await readHead(tx, tenantId), link.seq, {
          seq: reason === 'removed' ? link.seq + 1 : entry.seq,
          reason,
        })
      link = { seq: entry.seq, hash: entry.hash }
    }
    const head = await readHead(tx, tenantId)
    if (head.last_seq <= link.seq) return verdict(head, link.seq, flawOfEnd(link, head))
  }
}

type Link = { seq: number; hash: Buffer }
type Head = Link & { last_seq: number }
type StoredEntry = HashedEntry & Link

const pageSize = 2_000

const entriesAfter = (tenantId: number, seq: number) => sql<StoredEntry>`
  select seq, hash, tenant_id, at, actor_id as actor, actor_username, action, object_type, object_id, before, after,
    ip, user_agent, request_id
  from audit_log where tenant_id = ${tenantId} and seq > ${seq} order by seq limit ${pageSize}`

async function readHead(tx: ReadTx, tenantId: number): Promise<Head> {
  const [head] = await tx.rows(sql<Head>`
    select audit_seq as seq, audit_hash as hash,
      (select coalesce(max(l.seq), 0) from audit_log l where l.tenant_id = ${tenantId}) as last_seq
    from heads where tenant_id = ${tenantId}`)
  return head ?? { seq: 0, hash: Buffer.alloc(32), last_seq: 0 }
}

function flawOf({ seq, hash, ...entry }: StoredEntry, previous: Link): 'edited' | 'removed' | null {
  if (seq > previous.seq + 1) return 'removed'
  return chainHash(previous.hash, seq, entry).equals(hash) ? null : 'edited'
}

function flawOfEnd(last: Link, head: Head): Verdict['first_bad'] {
  if (head.seq > last.seq) return { seq: last.seq + 1, reason: 'removed' }
  if (head.seq < last.seq) return { seq: head.seq + 1, reason: 'inserted' }
  return head.hash.equals(last.hash) ? null : { seq: last.seq, reason: 'edited' }
}

function verdict(head: Head, checked: number, first_bad: Verdict['first_bad']): Verdict {
  return { ok: first_bad === null, checked, head: { seq: head.seq, hash: head.hash.toString('hex') }, first_bad }
}
