import { useState } from 'react'
import type { Transfer } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { invalidatePaths, useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Dialog, ErrorState, Field, NumberInput, Skeleton, toast } from '../../../ui/index.ts'
import { changeOf, round } from '../parts/change.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { touched } from '../places.ts'
import { usePost, useSending } from '../sending.ts'

/** Takes in what arrived, all of it or a part. */
export function ReceiveDialog({ id, close }: { id: number; close: () => void }) {
  const { t } = useTranslation('stock')
  const path = `/api/stock/transfers/${id}/`
  const { data, error, refetch } = useGet<Transfer>(path)
  if (data) return <Receiving transfer={data} path={path} close={close} />
  return (
    <Dialog open onOpenChange={open => !open && close()} title={t('receive.title')}>
      {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton shape="text" rows={4} />}
    </Dialog>
  )
}

type ReceivingProps = { transfer: Transfer; path: string; close: () => void }

function Receiving({ transfer, path, close }: ReceivingProps) {
  const { t } = useTranslation('stock')
  const format = useFormat()
  const { product_name: name, from_name, to_name, in_transit, unit, version } = transfer
  const [amount, setAmount] = useState(String(in_transit))
  const quantity = changeOf('add', amount, undefined)
  const post = usePost()
  const form = useSending({ send, check: () => ({ quantity: wrong() }) })
  const left = round(in_transit - (quantity ?? 0))

  function wrong(): string | undefined {
    if (quantity === null || quantity === 0) return t('needed.quantity')
    return left < 0 ? t('receive.tooMany', { n: format.number(in_transit), count: in_transit }) : undefined
  }

  async function send(): Promise<void> {
    try {
      await post<Transfer>(`${path}receive/`, { quantity }, { version })
    } finally {
      void invalidatePaths(touched)
    }
    toast(t('receive.done', { n: format.quantity(quantity, unit), name, place: to_name }))
    close()
  }

  return (
    <FormDialog
      title={t('receive.title')}
      description={`${name} · ${t('moves.way', { from: from_name, to: to_name })}`}
      submit={quantity ? t('receive.submit', { n: format.number(quantity) }) : t('receive.button')}
      form={form}
      fields={['quantity']}
      disabled={in_transit === 0}
      close={close}
    >
      <Field
        label={t('receive.amount')}
        error={form.errors.quantity}
        hint={
          left > 0
            ? t('receive.rest', { left: format.quantity(left, unit), count: left })
            : t('receive.all', { n: format.quantity(in_transit, unit) })
        }
      >
        <NumberInput value={amount} onValue={setAmount} size="lg" />
      </Field>
    </FormDialog>
  )
}
