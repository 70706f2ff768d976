import { useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { type Sort, type StoreSearch, sorts } from '../search.ts'
import { useShop } from '../shop.ts'

/** What is shown of the shelf, and in which order. */
export function ShelfTools({ search, children }: { search: StoreSearch; children: ReactNode }) {
  const { t } = useTranslation('store')
  const change = useChange(search)
  const usual = search.search ? 'best' : 'new'
  return (
    <div className="flex flex-none flex-wrap items-center gap-2">
      <span className="me-auto desk:me-1">{children}</span>
      <button
        type="button"
        className={clsx('chip', search.in_stock && 'chip-on')}
        aria-pressed={search.in_stock === true}
        onClick={() => change({ in_stock: search.in_stock ? undefined : true })}
      >
        <span className="gap-1.5">
          {search.in_stock && <Check aria-hidden className="size-3.5" />}
          {t('shelf.inStockOnly')}
        </span>
      </button>
      <label className="chip relative focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ring">
        <span className="max-desk:sr-only">{t('sort.label')}</span>
        <select
          className="appearance-none bg-transparent pe-6 font-semibold outline-none max-desk:ps-2.5"
          value={search.sort ?? 'new'}
          onChange={event => change({ sort: event.target.value === 'new' ? undefined : (event.target.value as Sort) })}
        >
          {sorts.map(sort => (
            <option key={sort} value={sort} className="bg-card">
              {t(`sort.${sort === 'new' ? usual : sort}`)}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute inset-y-0 end-1.5 my-auto size-3.5 border-none px-0"
        />
      </label>
    </div>
  )
}

/** Another question begins at its first answer: the cursor goes. */
function useChange({ cursor: _, ...search }: StoreSearch) {
  const navigate = useNavigate()
  const { slug } = useShop()
  return (patch: { [K in keyof StoreSearch]?: StoreSearch[K] | undefined }) =>
    void navigate({
      to: '/store/$slug',
      params: { slug },
      search: { ...search, ...patch },
      replace: true,
      resetScroll: false,
    })
}
