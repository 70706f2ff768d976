import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ApiError } from '../../../lib/api.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { TextArea } from '../../../ui/inputs.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { toast } from '../../../ui/toast.ts'
import { type Order, useCancel } from '../orders.ts'
import { useShop } from '../shop.ts'

/** Asked in the page itself: it cannot be taken back, and the order stays in sight. */
export function CancelOrder({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug, name } = useShop()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const { cancel, isBusy, error } = useCancel(order)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const close = () =>
    void navigate({ to: '/store/$slug/orders/$id', params: { slug, id: String(order.id) }, search: {}, replace: true })
  const act = async () => {
    if (!(await cancel(reason.trim()))) return
    toast(t('cancel.done', { number: order.number }))
    close()
  }
  return (
    <Sheet title={t('cancel.title', { number: order.number })}>
      <form
        className="grid gap-3.5"
        onSubmit={event => {
          event.preventDefault()
          void act()
        }}
      >
        <p>{t('cancel.means', { shop: name })}</p>
        <Field label={t('cancel.reason')} hint={t('cancel.reasonHint', { shop: name })} optional>
          <TextArea
            ref={field}
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        </Field>
        {error && (
          <Note tone="danger" role="alert">
            {t(`cancel.${refusalOf(error)}`, { shop: name })}
          </Note>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="danger-solid" busy={isBusy}>
            {t('cancel.confirm', { number: order.number })}
          </Button>
          <Button kind="bare" onClick={close}>
            {t('cancel.keep')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

function refusalOf({ status }: ApiError): string {
  if (status === 0 || status >= 500) return 'lost'
  return status === 409 || status === 412 ? 'late' : 'refused'
}
