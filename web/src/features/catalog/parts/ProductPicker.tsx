import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { api } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import type { Page } from '../../../lib/list.ts'
import { Combobox, type Option } from '../../../ui/Combobox.tsx'

type ProductPickerProps = {
  value: Product | null
  onChange: (product: Product | null) => void
  /** Its name where no Field gives one. */
  label?: string
  placeholder?: string
  clearable?: boolean
  disabled?: boolean
  id?: string
  className?: string
  /** More of the server's filters: `{ is_active: true, track_stock: true }`. */
  only?: Record<string, string | number | boolean>
  /** What is chosen already and not offered again. */
  except?: readonly number[]
}

type ProductOption = Option & { product: Product }

/** One product, found by words of its name, SKU or barcode. A scanned code that only one product has stands first. */
export function ProductPicker({ value, onChange, only = {}, except = [], ...rest }: ProductPickerProps) {
  const { quantity } = useFormat()
  const show = (product: Product): ProductOption => ({
    id: product.id,
    label: product.name,
    hint: [product.sku, product.stock === null ? null : quantity(product.stock, product.unit)]
      .filter(Boolean)
      .join(' · '),
    product,
  })
  return (
    <Combobox<ProductOption>
      {...rest}
      value={value && show(value)}
      onChange={option => onChange(option?.product ?? null)}
      load={async text => (await findProducts(text, only)).filter(({ id }) => !except.includes(id)).map(show)}
    />
  )
}

/** The products that a typed or scanned text means, exact barcodes first. */
export async function findProducts(text: string, only: ProductPickerProps['only'] = {}): Promise<Product[]> {
  const ask = (query: Record<string, string | number | boolean>) =>
    api.get<Page<Product>>('/api/products/', { page_size: 20, ...only, ...query })
  if (text === '') return (await ask({ ordering: 'name' })).results
  const [exact, found] = await Promise.all([isCode(text) ? ask({ barcode: text }) : null, ask({ search: text })])
  const first = exact?.results ?? []
  return [...first, ...found.results.filter(({ id }) => first.every(one => one.id !== id))]
}

const isCode = (text: string): boolean => text.length <= 64 && /^[\w.\-/+$% ]*\d[\w.\-/+$% ]*$/.test(text)
