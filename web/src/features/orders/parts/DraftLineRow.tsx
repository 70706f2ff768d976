import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { IconButton, NumberInput, Sku } from '../../../ui/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import type { Product } from '../orders.ts'
import { type ShortLine, shortSentence } from './refusal.ts'
import type { DraftLine } from './useOrderForm.ts'

type RowProps = {
  line: DraftLine
  /** As it is now. */
  product: Product
  kind: 'sale' | 'restock'
  own: number
  /** Of this product in all lines. */
  wanted: number
  /** What the server said is missing. */
  short: ShortLine | undefined
  errors: string | undefined
  /** It was just added from the list: its quantity is typed next. */
  isFresh: boolean
  onQuantity: (quantity: string) => void
  onRemove: () => void
  onNext: () => void
  removeIcon: LucideIcon
}

export function DraftLineRow({ line, product, isFresh, onNext, ...row }: RowProps) {
  const { t } = useTranslation('orders')
  const { money } = useFormat()
  const field = useRef<{ focus: () => void; select: () => void }>(null)
  const message = useMessage({ product, ...row })
  useEffect(() => {
    if (isFresh) field.current?.select()
  }, [isFresh])
  const price = row.kind === 'sale' ? product.price : product.cost
  return (
    <li className="grid grid-cols-[2.5rem_minmax(0,1fr)_2.75rem] items-start gap-x-3 gap-y-1 desk:grid-cols-[2.5rem_minmax(0,1fr)_7rem_2.75rem] border-t border-border px-4 py-3">
      <ProductPicture product={product} size={40} />
      <div className="min-w-0">
        <b className="block truncate font-medium">{product.name}</b>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-12 text-muted-foreground">
          <Sku className="max-w-40">{product.sku}</Sku>
          {price != null && <span>{money(price)}</span>}
          <Availability product={product} own={row.own} kind={row.kind} wanted={row.wanted} />
        </p>
      </div>
      <NumberInput
        ref={field}
        aria-label={t('form.quantityOf', { name: product.name })}
        value={line.quantity}
        onValue={row.onQuantity}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `line-${line.key}` : undefined}
        onFocus={event => event.target.select()}
        onKeyDown={event => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          onNext()
        }}
        boxClassName="max-desk:col-start-2 max-desk:row-start-2 max-desk:w-28"
        after={
          product.unit && product.unit !== 'piece' ? (
            <span className="input-affix max-w-12 truncate">{product.unit}</span>
          ) : undefined
        }
      />
      <IconButton
        className="max-desk:col-start-3 max-desk:row-start-1"
        icon={row.removeIcon}
        label={t('form.remove', { name: product.name })}
        onClick={row.onRemove}
      />
      {message && (
        <p className="col-span-full col-start-2 text-12 text-danger-text" id={`line-${line.key}`} role="alert">
          {message}
        </p>
      )}
    </li>
  )
}

/** The server's complaint, or what is missing as it said. */
function useMessage({ product, short, errors }: Pick<RowProps, 'product' | 'short' | 'errors'>): string | null {
  const { t } = useTranslation('orders')
  const format = useFormat()
  if (errors) return errors
  return short ? shortSentence(short, product.name, t, format) : null
}

/** Live: what is free now, and whether that is enough. */
function Availability({ product, own, kind, wanted }: Pick<RowProps, 'product' | 'own' | 'kind' | 'wanted'>) {
  const { t } = useTranslation('orders')
  const { quantity } = useFormat()
  if (product.stock === null) return <span>{t('form.untracked')}</span>
  const free = product.stock + own
  const units = quantity(free, product.unit)
  const incoming = quantity(product.incoming, product.unit)
  if (kind === 'restock')
    return <span>{product.incoming > 0 ? t('form.freeIncoming', { units, incoming }) : t('form.free', { units })}</span>
  if (wanted <= free) return <span>{t('form.free', { units })}</span>
  return (
    <span className="font-medium text-warn-text">
      {product.incoming > 0 ? t('form.onlyIncoming', { units, incoming }) : t('form.only', { units })}
    </span>
  )
}
