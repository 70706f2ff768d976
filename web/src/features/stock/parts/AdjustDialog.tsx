import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, NumberInput, Segmented, TextInput, toast } from '../../../ui/index.ts'
import { ProductPicker } from '../../catalog/parts/ProductPicker.tsx'
import type { Target } from '../address.ts'
import { touched, useActiveLocations, useChosenLocation, useLevel } from '../places.ts'
import { useChosenProduct } from '../products.ts'
import { usePost, useSending } from '../sending.ts'
import { changeOf, type Mode, modes } from './change.ts'
import { FormDialog } from './FormDialog.tsx'
import { LevelChange } from './LevelChange.tsx'
import { LocationSelect } from './LocationSelect.tsx'
import { useTakeBack } from './useTakeBack.ts'

const suggestions: Record<Mode, readonly string[]> = {
  add: ['found', 'returned', 'correction'],
  take: ['broken', 'lost', 'sample'],
  set: ['correction', 'counted'],
}

type AdjustDialogProps = { target: Target; close: () => void }

/** Books what was found or lost. The level before and after stands beside it. */
export function AdjustDialog({ target, close }: AdjustDialogProps) {
  const { t } = useTranslation('stock')
  const format = useFormat()
  const [product, setProduct] = useChosenProduct(target.product)
  const [place, setPlace] = useChosenLocation(target.at)
  const [mode, setMode] = useState<Mode>('add')
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const shelf = useLevel(product?.id, place)
  const places = useActiveLocations()
  const change = changeOf(mode, amount, shelf?.onHand)
  const post = usePost()
  const takeBack = useTakeBack()
  const form = useSending({ send, check })

  function check() {
    return {
      product: product ? undefined : t('needed.product'),
      quantity: change === null ? t('needed.quantity') : change === 0 ? t('adjust.nothing') : undefined,
      reason: reason.trim() === '' ? t('needed.reason') : undefined,
    }
  }

  async function send(): Promise<void> {
    const body = { product: product?.id, location: place, quantity: change, reason: reason.trim() }
    const { move, on_hand } = await post<{ move: number; on_hand: number }>('/api/stock/adjust/', body)
    void invalidatePaths(touched)
    toast(
      t('adjust.done', {
        name: product?.name,
        change: format.signed(change ?? 0),
        onHand: format.quantity(on_hand, product?.unit),
      }),
      takeBack(move),
    )
    close()
  }

  return (
    <FormDialog
      title={t('adjust.title')}
      submit={
        change
          ? t(change > 0 ? 'adjust.add' : 'adjust.take', { n: format.number(Math.abs(change)) })
          : t('adjust.button')
      }
      form={form}
      fields={['product', 'location', 'quantity', 'reason']}
      close={close}
    >
      <Field label={t('field.product')} error={form.errors.product}>
        <ProductPicker value={product} onChange={setProduct} only={{ is_active: true, track_stock: true }} />
      </Field>
      <LocationSelect value={place} onChange={setPlace} error={form.errors.location} />
      <Field label={t('adjust.how')} group>
        <Segmented
          className="justify-self-start max-desk:w-full max-desk:*:flex-1"
          value={mode}
          onChange={setMode}
          options={modes.map(value => ({ value, label: t(`adjust.mode.${value}`) }))}
        />
      </Field>
      <Field label={t(`adjust.amount.${mode}`)} error={form.errors.quantity}>
        <NumberInput
          value={amount}
          onValue={setAmount}
          size="lg"
          after={product && product.unit !== 'piece' ? <span className="input-affix">{product.unit}</span> : null}
        />
      </Field>
      {shelf && product && (
        <LevelChange
          name={places.find(({ id }) => id === place)?.name ?? ''}
          before={shelf}
          change={change ?? 0}
          unit={product.unit}
        />
      )}
      <Field label={t('field.reason')} error={form.errors.reason}>
        <TextInput
          value={reason}
          onChange={event => setReason(event.target.value)}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <div className="-mt-2 flex flex-wrap gap-2">
        {suggestions[mode].map(name => (
          <button
            key={name}
            type="button"
            className="btn btn-sm"
            onClick={() => setReason(t(`adjust.reasons.${name}`))}
          >
            {t(`adjust.reasons.${name}`)}
          </button>
        ))}
      </div>
    </FormDialog>
  )
}
