import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { Category, Product } from '../../../../../server/features/catalog/contract.ts'
import type { Count } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import type { Page } from '../../../lib/list.ts'
import { invalidatePaths, useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, IconButton, RadioCards, Select, TextArea } from '../../../ui/index.ts'
import { ProductPicker } from '../../catalog/parts/ProductPicker.tsx'
import { FormDialog } from '../parts/FormDialog.tsx'
import { LocationSelect } from '../parts/LocationSelect.tsx'
import { useChosenLocation } from '../places.ts'
import { usePost, useSending } from '../sending.ts'

const mostLines = 500
type What = 'everything' | 'category' | 'products'

/** Opens a count: where, and of what. */
export function NewCount({ close }: { close: () => void }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const navigate = useNavigate()
  const [place, setPlace] = useChosenLocation(undefined)
  const [what, setWhat] = useState<What>('everything')
  const [category, setCategory] = useState('')
  const [products, setProducts] = useState<readonly Product[]>([])
  const [note, setNote] = useState('')
  const post = usePost()
  const form = useSending({ send, check })
  const kinds: What[] = can('VIEW_PRODUCTS') ? ['everything', 'category', 'products'] : ['everything']

  function check() {
    return {
      category: what === 'category' && category === '' ? t('newCount.needsCategory') : undefined,
      products: what === 'products' && products.length === 0 ? t('newCount.needsProducts') : undefined,
    }
  }

  async function send(): Promise<void> {
    const ids = what === 'category' ? await productsOf(category) : products.map(({ id }) => id)
    const body = { location: place, ...(what !== 'everything' && { products: ids }), note: note.trim() }
    const { id } = await post<Count>('/api/stock/counts/', body)
    void invalidatePaths(['/api/stock/counts/'])
    void navigate({ to: '/app/counts/$id', params: { id: String(id) } })
  }

  return (
    <FormDialog
      title={t('newCount.title')}
      submit={t('counts.start')}
      form={form}
      fields={['location', 'note', ...(what === 'everything' ? [] : ['products'])]}
      close={close}
    >
      <LocationSelect value={place} onChange={setPlace} error={form.errors.location} />
      <Field label={t('newCount.what')} group>
        <RadioCards
          value={what}
          onChange={setWhat}
          options={kinds.map(value => ({
            value,
            label: t(`newCount.${value}`),
            hint: t(`newCount.${value}Hint`),
          }))}
        />
      </Field>
      {what === 'category' && (
        <CategorySelect value={category} onChange={setCategory} error={form.errors.category ?? form.errors.products} />
      )}
      {what === 'products' && <Chosen products={products} onChange={setProducts} error={form.errors.products} />}
      <Field label={t('newCount.note')} hint={t('newCount.noteHint')} error={form.errors.note} optional>
        <TextArea value={note} onChange={event => setNote(event.target.value)} maxLength={1000} rows={2} />
      </Field>
    </FormDialog>
  )
}

/** One more than a count can have is asked for, so that the server says that there are too many. */
async function productsOf(category: string): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | null = ''
  while (cursor !== null && ids.length <= mostLines) {
    const query = { category, is_active: true, track_stock: true, page_size: 200, cursor }
    const page: Page<Product> = await api.get('/api/products/', query)
    ids.push(...page.results.map(({ id }) => id))
    cursor = page.next && new URL(page.next).searchParams.get('cursor')
  }
  return ids
}

type CategorySelectProps = { value: string; onChange: (id: string) => void; error: string | undefined }

function CategorySelect({ value, onChange, error }: CategorySelectProps) {
  const { t } = useTranslation('stock')
  const { data } = useGet<Page<Category>>('/api/categories/', { page_size: 200, ordering: 'name' })
  return (
    <Field label={t('newCount.which')} error={error}>
      <Select value={value} onChange={event => onChange(event.target.value)}>
        <option value="">{t('common:ui.combobox.choose')}</option>
        {data?.results.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}

type ChosenProps = {
  products: readonly Product[]
  onChange: (products: readonly Product[]) => void
  error: string | undefined
}

function Chosen({ products, onChange, error }: ChosenProps) {
  const { t } = useTranslation('stock')
  return (
    <div className="grid gap-2">
      <Field label={t('newCount.which')} error={error}>
        <ProductPicker
          value={null}
          onChange={product => product && onChange([...products, product])}
          only={{ is_active: true, track_stock: true }}
          except={products.map(({ id }) => id)}
          placeholder={t('newCount.addProduct')}
        />
      </Field>
      <ul className="grid gap-1">
        {products.map(product => (
          <li key={product.id} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate">{product.name}</span>
            <IconButton
              size="sm"
              icon={X}
              label={t('newCount.leaveOut', { name: product.name })}
              onClick={() => onChange(products.filter(({ id }) => id !== product.id))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
