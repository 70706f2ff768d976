import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { LogIn, ShoppingCart } from 'lucide-react'
import { useTranslation } from '../../../lib/translation.ts'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { SearchInput } from '../../../ui/SearchInput.tsx'
import { SrOnly } from '../../../ui/SrOnly.tsx'
import { useCart } from '../cart.ts'
import type { StoreSearch } from '../search.ts'
import { useCategories, useMember, useShop } from '../shop.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { exactly } from './exactly.ts'

/** The company's name, what it sells, the search, the cart. */
export function Header() {
  const { name, slug } = useShop()
  return (
    <header className="no-print top-0 z-10 border-b border-border bg-card desk:sticky">
      <div className="shop-inner flex flex-wrap items-center gap-x-3 pt-2.5 desk:gap-x-7 min-[960px]:min-h-16.5 min-[960px]:flex-nowrap min-[960px]:py-0">
        <RouterLink
          to="/store/$slug"
          params={{ slug }}
          {...exactly}
          className="inline-flex min-h-11 min-w-0 items-center rounded-sm max-[959px]:flex-1 min-[960px]:max-w-72 min-[960px]:flex-none"
        >
          <b className="truncate text-22 font-bold tracking-[-0.02em]" style={{ fontStretch: '122%' }}>
            {name}
          </b>
        </RouterLink>
        <Categories />
        <Search />
        <Account />
        <CartLink />
      </div>
    </header>
  )
}

/** What the shelf's address says, on any page of the shop. */
function useShelfSearch(): { isShelf: boolean; search: StoreSearch } {
  const { slug } = useShop()
  const { pathname } = useLocation()
  const search = useSearch({ strict: false }) as StoreSearch
  const isShelf = pathname.replace(/\/$/, '').toLowerCase() === `/store/${slug}`.toLowerCase()
  return { isShelf, search: isShelf ? search : {} }
}

function Categories() {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const { isShelf, search } = useShelfSearch()
  const places = [{ id: undefined, name: t('shelf.title') }, ...useCategories()]
  return (
    <nav className="shop-cats max-[959px]:order-4 max-[959px]:w-full min-[960px]:flex-1" aria-label={t('nav.label')}>
      {places.map(({ id, name }) => (
        <RouterLink
          key={id ?? 'all'}
          to="/store/$slug"
          params={{ slug }}
          search={id ? { category: id } : {}}
          {...exactly}
          aria-current={isShelf && search.category === id && (id || !search.search) ? 'page' : undefined}
        >
          {name}
        </RouterLink>
      ))}
    </nav>
  )
}

function Search() {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const navigate = useNavigate()
  const { isShelf, search } = useShelfSearch()
  const find = (text: string) => {
    if (!isShelf && !text) return
    const { cursor: _, search: __, ...kept } = search
    void navigate({
      to: '/store/$slug',
      params: { slug },
      search: { ...kept, ...(text && { search: text }) },
      replace: isShelf && Boolean(search.search),
    })
  }
  return (
    <search className="max-desk:order-3 max-desk:w-full desk:w-60 desk:flex-none">
      <SearchInput className="w-full" label={t('search.label')} value={search.search ?? ''} onSearch={find} />
    </search>
  )
}

function Account() {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const { href } = useLocation()
  const me = useMember(slug)
  if (me) return <AccountMenu me={me} />
  return (
    <ButtonLink kind="bare" icon={LogIn} to="/login" search={{ next: href }} className="desk:-mx-2.5">
      {t('account.signIn')}
    </ButtonLink>
  )
}

function CartLink() {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const count = useCart(slug).cart.lines.length
  return (
    <RouterLink
      to="/store/$slug/cart"
      params={{ slug }}
      className="btn btn-bare flex-none max-desk:min-w-11 desk:-mx-2.5"
    >
      <ShoppingCart aria-hidden />
      <span className="max-desk:sr-only">{t('nav.cart')}</span>
      {count > 0 && (
        <b className="min-w-5 rounded-sm bg-primary px-1 text-center text-12 leading-5 text-primary-foreground">
          {count}
          <SrOnly> {t('nav.inCart', { count })}</SrOnly>
        </b>
      )}
    </RouterLink>
  )
}
