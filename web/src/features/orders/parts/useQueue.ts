import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { type Page, useList } from '../../../lib/list.ts'
import { findName } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast, useKey } from '../../../ui/index.ts'
import { useHeld } from '../held.ts'
import { type HistoryEntry, type Order, orderPath } from '../orders.ts'
import { approvalsRoute } from '../routes.ts'

const most = 100

/** The requests that wait for this person, the oldest first, then those that somebody else must approve; and where one is. */
export function useQueue() {
  const { aimed, open } = useAim()
  const mine = useList<Order>('/api/orders/', { awaits: 'me', ordering: 'created_at', page_size: most })
  const locked = useList<Order>('/api/orders/', { awaits: 'others', ordering: 'created_at', page_size: most })
  const held = useHeld()
  const isHeld = (order: Order) => held.some(({ orderId }) => orderId === order.id)
  const own = mine.rows.filter(order => !isHeld(order))
  const rows = [...own, ...locked.rows.filter(order => !isHeld(order))]
  const position = Math.max(
    0,
    rows.findIndex(({ id }) => id === aimed),
  )
  const current = rows[position]

  const step = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, position + by))]
    if (next) open(next.id)
  }
  useKey('j', () => step(1))
  useKey('k', () => step(-1))
  useDecidedElsewhere(mine.isFetching ? null : mine.rows)

  return {
    rows,
    lockedFrom: own.length,
    count: mine.isLowerBound ? mine.count : Math.max(0, mine.count - (mine.rows.length - own.length)),
    current,
    position,
    step,
    open,
    /** To the next one, where this one leaves the queue. */
    leave: (id: number) => {
      const at = rows.findIndex(row => row.id === id)
      open((rows[at + 1] ?? rows[at - 1])?.id)
    },
    isLoading: mine.isLoading,
    error: mine.error,
    refetch: mine.refetch,
  }
}

export type Queue = ReturnType<typeof useQueue>

/** The request that one is at: at once, since the next key may decide it; the address follows when the router has come round. */
function useAim() {
  const { order: wanted } = approvalsRoute.useSearch()
  const navigate = approvalsRoute.useNavigate()
  const [aimed, aim] = useState(wanted)
  const underWay = useRef<(number | undefined)[]>([])
  useEffect(() => {
    const at = underWay.current.indexOf(wanted)
    underWay.current = at < 0 ? [] : underWay.current.slice(at + 1)
    if (at < 0) aim(wanted)
  }, [wanted])
  const open = useCallback(
    (id: number | undefined) => {
      aim(id)
      underWay.current = id === wanted ? [] : [...underWay.current, id]
      void navigate({ search: id === undefined ? {} : { order: id }, replace: true })
    },
    [navigate, wanted],
  )
  return { aimed, open }
}

/** Says who was faster when a request leaves the queue by another's hand. `rows`: null while they are being asked for. */
function useDecidedElsewhere(rows: readonly Order[] | null): void {
  const { t } = useTranslation('orders')
  const { user } = useSession()
  const seen = useRef<ReadonlyMap<number, Order>>(new Map())
  useEffect(() => {
    if (!rows) return
    const now = new Map(rows.map(order => [order.id, order]))
    const gone = [...seen.current.values()].filter(({ id }) => !now.has(id))
    seen.current = now
    for (const { id, number } of gone) void tell(id, number)

    async function tell(id: number, number: number): Promise<void> {
      const change = await lastChange(id)
      if (!change || change.actor === user.id || change.to_status === 'pending') return
      const who = change.actor === null ? '' : await findName(change.actor)
      toast(
        t(change.actor === null ? `queue.itself.${change.to_status}` : `queue.elsewhere.${change.to_status}`, {
          who,
          number,
        }),
      )
    }
  }, [rows, t, user.id])
}

async function lastChange(orderId: number): Promise<HistoryEntry | null> {
  try {
    return (
      (await api.get<Page<HistoryEntry>>(`${orderPath(orderId)}history/`, { ordering: '-id', page_size: 1 }))
        .results[0] ?? null
    )
  } catch (reason) {
    if (reason instanceof ApiError) return null
    throw reason
  }
}
