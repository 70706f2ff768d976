import { useQuery } from '@tanstack/react-query'
import { ScanBarcode } from 'lucide-react'
import { type KeyboardEvent, type Ref, useDeferredValue, useId, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import type { Page } from '../../../lib/list.ts'
import { getting } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, InputBox, Sku } from '../../../ui/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import type { Product } from '../orders.ts'

export type HowFound = 'code' | 'list'

type FinderProps = {
  /** `code`: it was scanned or typed in full, so the next code may follow at once. */
  onFound: (product: Product, how: HowFound) => void
  error?: string | undefined
  ref?: Ref<HTMLInputElement>
}

/** On a phone the keyboard would cover the page before anything was read. */
const hasKeyboard = matchMedia('(pointer: fine)').matches

const path = '/api/products/'
const asked = (search: string) => ({ search, is_active: true, page_size: 8 })

/** Finds a product by words, or takes a code that a scanner types: the code, then Enter. */
export function ProductFinder({ onFound, error, ref }: FinderProps) {
  const { t } = useTranslation('orders')
  const [text, setText] = useState('')
  const [active, setActive] = useState(-1)
  const [isMissing, setMissing] = useState(false)
  const listId = useId()
  const wanted = useDeferredValue(text.trim())
  const { data } = useQuery({
    ...getting<Page<Product>>(path, asked(wanted)),
    enabled: wanted.length > 0,
    placeholderData: before => before,
  })
  const found = wanted && text.trim() ? (data?.results ?? []) : []

  function take(product: Product, how: HowFound): void {
    setText('')
    setActive(-1)
    setMissing(false)
    onFound(product, how)
  }

  async function enter(): Promise<void> {
    const typed = text.trim()
    if (!typed) return
    const chosen = found[active]
    if (chosen) return take(chosen, 'list')
    const byCode = await findByCode(typed)
    if (byCode) return take(byCode, 'code')
    const [first] = (await api.get<Page<Product>>(path, asked(typed))).results
    if (first) take(first, 'list')
    else setMissing(true)
  }

  function press(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setActive(before => (before + step + found.length + (before < 0 && step < 0 ? 1 : 0)) % found.length)
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      void enter().catch(() => setMissing(true))
    } else if (event.key === 'Escape' && text) {
      event.stopPropagation()
      setText('')
    }
  }

  return (
    <div className="relative">
      <Field
        label={t('form.find')}
        hint={t('form.findHint')}
        error={isMissing ? t('form.notFound', { text: text.trim() }) : error}
      >
        <InputBox
          ref={ref}
          value={text}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found[active] ? `${listId}-${found[active].id}` : undefined}
          autoComplete="off"
          autoFocus={hasKeyboard}
          maxLength={200}
          placeholder={t('form.findPlaceholder')}
          onChange={event => {
            setText(event.target.value)
            setActive(-1)
            setMissing(false)
          }}
          onKeyDown={press}
          before={<ScanBarcode aria-hidden />}
        />
      </Field>
      <div
        id={listId}
        role="listbox"
        aria-label={t('form.found')}
        className={found.length > 0 ? 'menu absolute inset-x-0 top-16 z-10 max-h-96 overflow-y-auto' : 'hidden'}
      >
        {found.map((product, index) => (
          <Found
            key={product.id}
            id={`${listId}-${product.id}`}
            product={product}
            isActive={index === active}
            onTake={() => take(product, 'list')}
          />
        ))}
      </div>
    </div>
  )
}

function Found({
  id,
  product,
  isActive,
  onTake,
}: {
  id: string
  product: Product
  isActive: boolean
  onTake: () => void
}) {
  const { t } = useTranslation('orders')
  const { money, quantity } = useFormat()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above keeps the focus and takes the keys
    <div
      role="option"
      id={id}
      aria-selected={isActive}
      data-highlighted={isActive || undefined}
      className="menu-item cursor-pointer"
      onMouseDown={event => event.preventDefault()}
      onClick={onTake}
    >
      <ProductPicture product={product} />
      <span className="min-w-0 flex-1">
        <b className="block truncate font-medium">{product.name}</b>
        <span className="flex min-w-0 items-center gap-2 text-12 text-muted-foreground">
          <Sku className="max-w-32">{product.sku}</Sku>
          {money(product.price)}
        </span>
      </span>
      <span className="text-12 whitespace-nowrap text-muted-foreground">
        {product.stock === null
          ? t('form.untracked')
          : t('form.free', { units: quantity(product.stock, product.unit) })}
      </span>
    </div>
  )
}

async function findByCode(code: string): Promise<Product | undefined> {
  const pages = await Promise.all(
    [{ barcode: code }, { sku: code }].map(query =>
      api.get<Page<Product>>(path, { ...query, is_active: true, page_size: 1 }),
    ),
  )
  return pages.flatMap(page => page.results)[0]
}
