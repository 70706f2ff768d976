import { useEffect } from 'react'
import { useSession } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { type Held, hold, resumeHeld, type Settle, takeBack } from '../held.ts'
import type { Order } from '../orders.ts'
import { useExplain } from './refusal.ts'

type Asked = { order: Order; deed: Held['deed']; body?: Record<string, unknown>; undone?: () => unknown }

/** Decides with an undo of eight seconds; what is refused afterwards is told, and stands on the page as it was. */
export function useHolding() {
  const { t } = useTranslation('orders')
  const { user } = useSession()
  const settle = useSettle()

  return ({ order, deed, body = {}, undone }: Asked): void => {
    const { id: orderId, number, version } = order
    const one = hold({ user: user.id, orderId, number, deed, body, version }, (error, sent) => {
      toast.close(shown)
      return settle(error, sent, order)
    })
    const shown = toast(t(`held.${deed}`, { number }), {
      undo: () => {
        if (takeBack(one)) undone?.()
        else toast.error(t('held.tooLate', { number }))
      },
    })
  }
}

/** Sends what was decided on a page that is gone. */
export function useResumed(): void {
  const { user } = useSession()
  const settle = useSettle()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => resumeHeld(user.id, (error, one) => settle(error, one)), [user.id])
}

function useSettle() {
  const { t } = useTranslation('orders')
  const explain = useExplain()
  return async (error: Parameters<Settle>[0], one: Held, order?: Order): Promise<void> => {
    if (!error) return
    const { text, lines } = await explain(error, order ?? { id: one.orderId, number: one.number, items: [] })
    toast.error([t(`held.not.${one.deed}`, { number: one.number }), text, ...lines].join(' '))
  }
}
