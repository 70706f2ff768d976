import { useCan } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { movesPath } from '../moves/useMove.ts'
import { touched } from '../places.ts'
import { useRefusal } from '../refusal.ts'

/** The undo of what was just booked: an opposite move, for those who may reverse one. */
export function useTakeBack(): (move: number | undefined) => { undo?: () => Promise<void> } {
  const { t } = useTranslation('stock')
  const can = useCan()
  const explain = useRefusal()

  async function takeBack(move: number): Promise<void> {
    try {
      await api.post(`${movesPath}${move}/reverse/`, { reason: t('takenBack.reason') }, { once: newKey() })
      toast(t('takenBack.done'))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      toast.error(explain(reason))
    } finally {
      void invalidatePaths(touched)
    }
  }

  return move => (move !== undefined && can('ADJUST_STOCK') ? { undo: () => takeBack(move) } : {})
}
