/**
 * What each company has of the connections that all reads share. Whoever asks for much that is slow waits behind
 * themselves, and the others do not wait behind them.
 */
import { Busy } from './connection.ts'

export interface Share<W> {
  readonly tenantId: number
  inFlight: number
  /** So much may be in flight at once. */
  most: number
  readonly waiting: { waiter: W; until: number }[]
}

/** As many as a connection answers quickly in one go; of what takes longer fewer than there are connections. */
const mostWhereQuick = 16
const mostWhereSlow = 2
const slowMs = 50
const mostWaiting = 1_000
const mostWaitMs = 10_000

type Refusable = { refuse(error: unknown): void }

export type Shares<W extends Refusable> = ReturnType<typeof openShares<W>>

export function openShares<W extends Refusable>() {
  const shares = new Map<number, Share<W>>()

  function of(tenantId: number): Share<W> {
    const known = shares.get(tenantId)
    if (known) return known
    const share: Share<W> = { tenantId, inFlight: 0, most: mostWhereQuick, waiting: [] }
    shares.set(tenantId, share)
    return share
  }

  /** Whether there is room for one more; else it waits for its turn. Throws Busy when too many of the company wait. */
  function enter(share: Share<W>, waiter: W): boolean {
    if (share.inFlight < share.most) {
      share.inFlight++
      return true
    }
    if (share.waiting.length >= mostWaiting) throw new Busy('too many reads of one company are waiting')
    share.waiting.push({ waiter, until: Date.now() + mostWaitMs })
    return false
  }

  /** Takes note of what one took; answers who may go now, the longest waiting first. */
  function leave(share: Share<W>, tookMs: number): W[] {
    const { waiting } = share
    share.inFlight--
    share.most = tookMs > slowMs ? Math.max(mostWhereSlow, share.most >> 1) : Math.min(mostWhereQuick, share.most + 1)
    const next: W[] = []
    while (waiting.length > 0 && share.inFlight < share.most) {
      const { waiter, until } = waiting.shift() as (typeof waiting)[number]
      if (until < Date.now()) {
        waiter.refuse(new Busy('waited too long behind other reads of the company'))
        continue
      }
      share.inFlight++
      next.push(waiter)
    }
    if (share.inFlight === 0 && share.most === mostWhereQuick) shares.delete(share.tenantId)
    return next
  }

  function refuseAll(): void {
    for (const { waiting } of shares.values())
      for (const { waiter } of waiting.splice(0)) waiter.refuse(new Busy('closing'))
  }

  return { of, enter, leave, refuseAll }
}
