import { useState } from 'react'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import { useCan } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, Note, PageHead, RouterLink } from '../../ui/index.ts'
import { findProducts } from '../catalog/parts/ProductPicker.tsx'
import { ProductPicture } from '../catalog/parts/ProductPicture.tsx'
import { idOf } from './address.ts'
import { AdjustDialog } from './parts/AdjustDialog.tsx'
import { ScanField } from './parts/ScanField.tsx'
import { scanRoute } from './routes.ts'
import { Found } from './scan/Found.tsx'

type Search = { code: string; results: Product[] } | { code: string; error: ApiError } | null

/** One thing in the hand: what it is, how many there are, and what is done with it most. */
export default function ScanPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const address = scanRoute.useSearch()
  const navigate = scanRoute.useNavigate()
  const [search, setSearch] = useState<Search>(null)
  const product = idOf(address.product)
  const show = (next: ListSearch, replace = false) => void navigate({ search: next, replace })

  async function find(code: string): Promise<void> {
    setSearch(null)
    try {
      const results = await findProducts(code)
      const exact = results.find(({ barcode, sku }) => [barcode, sku].some(one => isSame(one, code)))
      const only = exact ?? (results.length === 1 ? results[0] : undefined)
      if (only) return show({ product: only.id })
      show({})
      setSearch({ code, results })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setSearch({ code, error })
    }
  }

  return (
    <div className="grid w-full max-w-160 gap-4 max-desk:gap-3">
      <PageHead title={t('scan.title')} />
      <ScanField label={t('scan.label')} placeholder={t('scan.hint')} onCode={code => void find(code)} autoFocus />
      <div aria-live="polite" className="grid gap-4">
        {search && 'error' in search && <ErrorState error={search.error} onRetry={() => find(search.code)} />}
        {search && 'results' in search && product === undefined && (
          <Several {...search} choose={id => show({ product: id })} />
        )}
        {product !== undefined && <Found key={product} id={product} adjust={() => show({ product, do: 'adjust' })} />}
        {product === undefined && !search && <p className="text-muted-foreground">{t('scan.idle')}</p>}
      </div>
      {address.do === 'adjust' && product !== undefined && can('ADJUST_STOCK') && (
        <AdjustDialog target={{ product }} close={() => show({ product }, true)} />
      )}
    </div>
  )
}

const isSame = (known: string | null, code: string): boolean => known?.toLocaleLowerCase() === code.toLocaleLowerCase()

type SeveralProps = { code: string; results: Product[]; choose: (id: number) => void }

function Several({ code, results, choose }: SeveralProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  if (results.length === 0)
    return (
      <Note
        tone="warn"
        action={
          can('CREATE_PRODUCT') && (
            <RouterLink className="btn btn-sm" to="/app/products" search={{ new: 1, code }}>
              {t('scan.add')}
            </RouterLink>
          )
        }
      >
        {t('scan.unknown', { code })}
      </Note>
    )
  return (
    <section className="sheet overflow-hidden" aria-label={t('scan.several', { count: results.length, code })}>
      <p className="px-4 py-3 text-muted-foreground">{t('scan.several', { count: results.length, code })}</p>
      <ul>
        {results.map(product => (
          <li key={product.id} className="border-t border-border">
            <button
              type="button"
              className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-start hover:bg-hover"
              onClick={() => choose(product.id)}
            >
              <ProductPicture product={product} size={40} />
              <span className="min-w-0 flex-1">
                <b className="block truncate font-semibold">{product.name}</b>
                <small className="block truncate text-muted-foreground">{product.sku}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
