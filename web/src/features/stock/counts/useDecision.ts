import { useState } from 'react'
import type { Count } from '../../../../../server/features/stock/contract.ts'
import { ApiError } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import { invalidatePaths, queryClient } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { touched } from '../places.ts'
import { shortLines, useRefusal } from '../refusal.ts'
import { usePost } from '../sending.ts'
import { countPath } from './useEntries.ts'

/** Approving posts the differences as they are on the page; somebody's entry since then is a refusal, not a surprise. */
export function useDecision(count: Count) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  const explain = useRefusal()
  const post = usePost()
  const [refusal, setRefusal] = useState<string[]>([])
  const [isBusy, setBusy] = useState(false)
  const path = countPath(count.id)

  async function decide(deed: 'approve' | 'cancel'): Promise<void> {
    try {
      const decided = await post<Count>(`${path}${deed}/`, { version: count.version })
      queryClient.setQueryData([path], decided)
      toast(t(`review.${deed === 'approve' ? 'approved' : 'cancelled'}`, { id: count.id }))
    } finally {
      void invalidatePaths(touched)
    }
  }

  async function approve(): Promise<void> {
    if (isBusy) return
    setBusy(true)
    setRefusal([])
    try {
      await decide('approve')
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setRefusal(wordsOf(reason))
    } finally {
      setBusy(false)
    }
  }

  function wordsOf(reason: ApiError): string[] {
    if (reason.code === 'version_mismatch') return [t('review.changed')]
    const short = reason.status === 409 ? shortLines(reason) : []
    if (short.length === 0) return [explain(reason)]
    const names = new Map(count.lines.map(line => [line.product, line.product_name]))
    return [
      t('review.held'),
      ...short.map(({ product, requested, available, reserved }) =>
        t('review.heldLine', {
          name: names.get(product) ?? `#${product}`,
          requested: number(requested),
          available: number(available),
          reserved: number(reserved ?? 0),
        }),
      ),
    ]
  }

  return { approve, cancel: () => decide('cancel'), refusal, isBusy }
}
