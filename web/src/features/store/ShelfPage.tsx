import { useNavigate, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty, ErrorState, NoMatch, Offline } from '../../ui/blanks.tsx'
import { useWindowTitle } from '../../ui/PageHead.tsx'
import { Card, CardSkeletons } from './parts/Card.tsx'
import { ShelfTools } from './parts/ShelfTools.tsx'
import type { StoreSearch } from './search.ts'
import { useCategories, useShop } from './shop.ts'
import { useShelf } from './useShelf.ts'

/** What the shop has, with true numbers. */
export default function ShelfPage() {
  const search = useSearch({ strict: false }) as StoreSearch
  return (
    <>
      <Head search={search} />
      <Shelf search={search} />
    </>
  )
}

function Head({ search }: { search: StoreSearch }) {
  const { t } = useTranslation('store')
  const { number } = useFormat()
  const { name } = useShop()
  const category = useCategories().find(({ id }) => id === search.category)
  const { count, isLowerBound, shelf } = useShelf(search)
  const title = search.search ? t('shelf.found', { search: search.search }) : (category?.name ?? t('shelf.title'))
  useWindowTitle(search.search || category ? title : name)
  return (
    <header className="mb-4 flex items-end justify-between gap-x-6 gap-y-3 max-desk:flex-col max-desk:items-stretch desk:mb-6">
      <div className="min-w-0">
        <h1 className="mb-1 line-clamp-3">{title}</h1>
        <p className="line-clamp-3 text-muted-foreground">
          {(!search.search && category?.description) || t('shelf.sub')}
        </p>
      </div>
      <ShelfTools search={search}>
        <span className="text-13 text-muted-foreground" role="status">
          {shelf.data && t(isLowerBound ? 'shelf.countMore' : 'shelf.count', { count, n: number(count) })}
        </span>
      </ShelfTools>
    </header>
  )
}

function Shelf({ search }: { search: StoreSearch }) {
  const { t } = useTranslation('store')
  const { goods, next, shelf } = useShelf(search)
  const turn = useTurn()
  const { error, isPlaceholderData, isFetching } = shelf
  if (error && goods.length === 0) return <ErrorState error={error} title={t('shelf.failed')} onRetry={shelf.refetch} />
  if (!shelf.data) return <CardSkeletons label={t('shelf.loading')} />
  if (goods.length === 0) return <Nothing search={search} />
  const more = async () => {
    if (next) turn(next)
    await shelf.fetchNextPage()
  }
  return (
    <div aria-busy={isFetching} className={isPlaceholderData ? 'opacity-60' : undefined}>
      {error && <Offline since={shelf.dataUpdatedAt} onRetry={shelf.refetch} className="mb-6" />}
      {shelf.hasPreviousPage && (
        <More busy={shelf.isFetchingPreviousPage} onClick={() => void shelf.fetchPreviousPage()} className="mb-6">
          {t('shelf.earlier')}
        </More>
      )}
      <div className="shop-grid">
        {goods.map((one, index) => (
          <Card key={one.id} goods={one} first={index < 4} />
        ))}
      </div>
      {shelf.hasNextPage && (
        <More busy={shelf.isFetchingNextPage} onClick={() => void more()} className="mt-8">
          {t('shelf.more')}
        </More>
      )}
    </div>
  )
}

type MoreProps = { busy: boolean; onClick: () => void; className: string; children: string }

const More = ({ className, ...rest }: MoreProps) => (
  <div className={`flex justify-center ${className}`}>
    <Button size="lg" className="max-desk:w-full" {...rest} />
  </div>
)

/** Keeps in the address how far was read. */
function useTurn() {
  const navigate = useNavigate()
  return (cursor: string) =>
    void navigate({
      to: '.',
      search: (now: StoreSearch) => ({ ...now, cursor }),
      replace: true,
      resetScroll: false,
    } as never)
}

function Nothing({ search }: { search: StoreSearch }) {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const navigate = useNavigate()
  const category = useCategories().find(({ id }) => id === search.category)
  const filters = [
    category && t('shelf.inCategory', { category: category.name }),
    search.in_stock && t('shelf.inStockOnly'),
  ].filter(Boolean) as string[]
  if (!search.search && filters.length === 0 && !search.category)
    return <Empty title={t('shelf.empty')}>{t('shelf.emptyText')}</Empty>
  return (
    <NoMatch
      search={search.search}
      filters={filters}
      onClear={() => void navigate({ to: '/store/$slug', params: { slug }, search: {} })}
    />
  )
}
