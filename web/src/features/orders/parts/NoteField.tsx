import { useState } from 'react'
import { useCan, useSession } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { useOnce } from '../../../lib/once.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Field, TextInput } from '../../../ui/index.ts'
import { type HistoryEntry, type Order, orderPath } from '../orders.ts'

const takingPart = ['UPDATE_ORDER', 'APPROVE_ORDER', 'FULFILL_ORDER', 'ASSIGN_ORDER'] as const

/** Writes into the order's history, whatever its state. */
export function NoteField({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { user } = useSession()
  const can = useCan()
  const once = useOnce()
  const [note, setNote] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  if (order.created_by !== user.id && order.customer !== user.id && !takingPart.some(can)) return null
  const add = async () => {
    if (!note.trim() || isBusy) return
    setBusy(true)
    setError(undefined)
    try {
      const body = { note }
      await once(body, key => api.post<HistoryEntry>(`${orderPath(order.id)}notes/`, body, { once: key }))
      setNote('')
      await invalidatePaths([`${orderPath(order.id)}history/`])
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason.fields.note?.join(' ') ?? (reason.status === 0 ? t('refused.offline') : reason.message))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="flex min-w-0 flex-1 items-start gap-2"
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      <Field label={t('history.note')} labelHidden error={error} className="min-w-0 flex-1" optional>
        <TextInput
          value={note}
          maxLength={2000}
          placeholder={t('history.placeholder')}
          onChange={event => setNote(event.target.value)}
        />
      </Field>
      <Button type="submit" busy={isBusy}>
        {t('history.add')}
      </Button>
    </form>
  )
}
