import { useState } from 'react'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Dialog, Field, TextArea, toast } from '../../../ui/index.ts'
import type { Order } from '../orders.ts'
import type { DialogGiven } from './OrderDialogs.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import { useAmount } from './useAmount.ts'

/** Rejecting needs a reason, cancelling may have one; neither can be taken back. */
export function ReasonDialog({ order, doer, deed, onClose }: DialogGiven & { deed: 'reject' | 'cancel' }) {
  const { t } = useTranslation('orders')
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const act = async () => {
    if (deed === 'reject' && !reason.trim()) return setMissing(true)
    if (!(await doer.perform(deed, { reason: reason.trim() }))) return
    toast(t(deed === 'reject' ? 'done.rejected' : 'done.cancelled', { number: order.number }))
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={isOpen => !isOpen && onClose()}
      title={t(`${deed}.title.${order.kind}`, { number: order.number })}
      description={useConsequence(order, deed)}
      actions={
        <>
          <Button kind="bare" onClick={onClose}>
            {t('act.keep')}
          </Button>
          <Button kind="danger-solid" busy={doer.busyWith === deed} onClick={act}>
            {t(`${deed}.confirm`, { number: order.number })}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          void act()
        }}
      >
        <Field
          label={t('reject.reason')}
          hint={t('reject.reasonHint')}
          optional={deed === 'cancel'}
          error={isMissing && !reason.trim() ? t('reject.reasonMissing') : undefined}
        >
          <TextArea
            value={reason}
            maxLength={2000}
            autoFocus
            onChange={event => setReason(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void act()
            }}
          />
        </Field>
        <RefusalNote refusal={doer.refusal} />
      </form>
    </Dialog>
  )
}

function useConsequence(order: Order, deed: 'reject' | 'cancel'): string {
  const { t } = useTranslation('orders')
  const concerned = order.kind === 'sale' ? (order.customer ?? order.created_by) : order.created_by
  const who = useNames([concerned])(concerned)
  const units = useAmount(order.items).long
  const released = order.kind === 'sale' ? 'held' : order.status === 'approved' ? 'expected' : 'nothing'
  return concerned === null ? t(`${deed}.${released}`, { units }) : t(`${deed}.${released}Tell`, { units, who })
}
