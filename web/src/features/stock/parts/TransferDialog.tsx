import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Checkbox, Field, Note, NumberInput, RouterLink, TextInput, toast } from '../../../ui/index.ts'
import { ProductPicker } from '../../catalog/parts/ProductPicker.tsx'
import type { Target } from '../address.ts'
import { type Shelf, touched, useActiveLocations, useChosenLocation, useLevel } from '../places.ts'
import { useChosenProduct } from '../products.ts'
import { usePost, useSending } from '../sending.ts'
import { changeOf } from './change.ts'
import { FormDialog } from './FormDialog.tsx'
import { LevelChange } from './LevelChange.tsx'
import { LocationSelect } from './LocationSelect.tsx'
import { useTakeBack } from './useTakeBack.ts'

/** Takes free units from one location to another, at once or to be received later. */
export function TransferDialog({ target, close }: { target: Target; close: () => void }) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  const places = useActiveLocations()
  const [product, setProduct] = useChosenProduct(target.product)
  const [from, setFrom] = useChosenLocation(target.at)
  const [chosenTo, setTo] = useState<number | undefined>()
  const others = places.filter(({ id }) => id !== from)
  const to = chosenTo !== from ? (chosenTo ?? (others.length === 1 ? others[0]?.id : undefined)) : undefined
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [isLeftInTransit, leaveInTransit] = useState(false)
  const quantity = changeOf('add', amount, undefined)
  const post = usePost()
  const takeBack = useTakeBack()
  const form = useSending({ send, check })
  const nameOf = (id: number | undefined) => places.find(place => place.id === id)?.name ?? ''

  function check() {
    return {
      product: product ? undefined : t('needed.product'),
      to: to === undefined ? t('needed.to') : undefined,
      quantity: quantity === null || quantity === 0 ? t('needed.quantity') : undefined,
    }
  }

  async function send(): Promise<void> {
    const body = {
      product: product?.id,
      from,
      to,
      quantity,
      reason: reason.trim() || undefined,
      receive: !isLeftInTransit,
    }
    const { moves } = await post<{ moves: number[] }>('/api/stock/transfer/', body)
    void invalidatePaths(touched)
    const values = { n: number(quantity), name: product?.name, to: nameOf(to) }
    toast(
      t(isLeftInTransit ? 'transfer.sent' : 'transfer.done', values),
      takeBack(isLeftInTransit ? undefined : moves[0]),
    )
    close()
  }

  return (
    <FormDialog
      title={t('transfer.title')}
      submit={quantity ? t('transfer.submit', { n: number(quantity) }) : t('transfer.button')}
      form={form}
      fields={['product', 'from', 'to', 'quantity', 'reason']}
      disabled={places.length === 1}
      close={close}
    >
      {places.length === 1 && (
        <Note tone="warn">
          {t('transfer.onlyOne', { name: places[0]?.name })}{' '}
          <RouterLink className="link" to="/app/stock" search={{ tab: 'locations' }}>
            {t('transfer.toLocations')}
          </RouterLink>
        </Note>
      )}
      <Field label={t('field.product')} error={form.errors.product}>
        <ProductPicker value={product} onChange={setProduct} only={{ is_active: true, track_stock: true }} />
      </Field>
      <div className="grid gap-4 desk:grid-cols-2">
        <LocationSelect label={t('transfer.from')} value={from} onChange={setFrom} error={form.errors.from} />
        <LocationSelect label={t('transfer.to')} value={to} onChange={setTo} except={from} error={form.errors.to} />
      </div>
      <Field label={t('field.quantity')} error={form.errors.quantity}>
        <NumberInput
          value={amount}
          onValue={setAmount}
          size="lg"
          after={product && product.unit !== 'piece' ? <span className="input-affix">{product.unit}</span> : null}
        />
      </Field>
      {product && (
        <Levels
          product={product.id}
          unit={product.unit}
          from={from}
          to={to}
          quantity={quantity ?? 0}
          isOnItsWay={isLeftInTransit}
          nameOf={nameOf}
        />
      )}
      <Checkbox
        checked={isLeftInTransit}
        onChange={event => leaveInTransit(event.target.checked)}
        label={t('transfer.leave')}
        hint={t('transfer.leaveHint')}
      />
      <Field label={t('field.reason')} error={form.errors.reason} optional>
        <TextInput
          value={reason}
          onChange={event => setReason(event.target.value)}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  )
}

type LevelsProps = {
  product: number
  unit: string
  from: number | undefined
  to: number | undefined
  quantity: number
  isOnItsWay: boolean
  nameOf: (id: number | undefined) => string
}

function Levels({ product, unit, from, to, quantity, isOnItsWay, nameOf }: LevelsProps) {
  const [here, there]: (Shelf | undefined)[] = [useLevel(product, from), useLevel(product, to)]
  return (
    <>
      {here && <LevelChange name={nameOf(from)} before={here} change={-quantity} unit={unit} />}
      {there && <LevelChange name={nameOf(to)} before={there} change={quantity} unit={unit} isOnItsWay={isOnItsWay} />}
    </>
  )
}
