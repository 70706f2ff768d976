import { Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { Category } from '../../../../server/features/catalog/contract.ts'
import { useCan } from '../../app/session.ts'
import { useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Empty, PageHead, useKey, When } from '../../ui/index.ts'
import { type Column, DataTable } from '../../ui/table/index.ts'
import { CategoryActions } from './category/CategoryActions.tsx'
import { CategoryDialog } from './category/CategoryDialog.tsx'
import { categoriesRoute } from './routes.ts'

/** What products are sorted into, and how many are in each. */
export default function CategoriesPage() {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const { new: adding, edit, ...rest } = categoriesRoute.useSearch()
  const asked = JSON.stringify(rest)
  const search = useMemo(() => JSON.parse(asked) as ListSearch, [asked])
  const navigate = categoriesRoute.useNavigate()
  const onSearch = useCallback(
    (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  )
  const list = useList<Category>('/api/categories/', search)
  const mayAdd = can('CREATE_PRODUCT')
  const add = () => onSearch({ new: 1 })
  useKey('c', add, { enabled: mayAdd })
  const edited = list.rows.find(({ id }) => id === Number(edit))
  const close = () => onSearch({ new: undefined, edit: undefined })
  const button = mayAdd && (
    <Button kind="primary" icon={Plus} kbd="C" onClick={add}>
      {t('category.add')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('categories')}
        crumbs={[{ label: t('products'), link: { to: '/app/products' } }, { label: t('categories') }]}
        actions={button}
      />
      <DataTable
        name="categories"
        label={t('categories')}
        list={list}
        columns={useColumns()}
        rowId={row => row.id}
        rowLabel={row => row.name}
        search={search}
        onSearch={onSearch}
        searchPlaceholder={t('category.search')}
        rowHref={row => `/app/products?category__in=${row.id}`}
        rowActions={row => <CategoryActions category={row} rename={() => onSearch({ edit: row.id })} />}
        exportPath="/api/categories/"
        empty={
          <Empty title={t('category.empty')} actions={button}>
            {t('category.emptyText')}
          </Empty>
        }
      />
      {mayAdd && adding !== undefined && <CategoryDialog category={null} close={close} />}
      {can('UPDATE_PRODUCT') && edited && <CategoryDialog key={edited.id} category={edited} close={close} />}
    </>
  )
}

function useColumns(): Column<Category>[] {
  const { t } = useTranslation('catalog')
  const { number } = useFormat()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('field.category'),
        sort: 'name',
        phone: 'title',
        width: '20rem',
        cell: ({ name, description }) => (
          <span className="thing">
            <span>
              <b>{name}</b>
              {description && <small>{description}</small>}
            </span>
          </span>
        ),
      },
      {
        id: 'products_count',
        header: t('products'),
        align: 'end',
        phone: 'value',
        cell: ({ products_count }) => (
          <>
            <b className="font-semibold">{products_count === 0 ? '–' : number(products_count)}</b>
            <span className="desk:hidden"> {t('category.products', { count: products_count })}</span>
          </>
        ),
        total: rows => number(rows.reduce((all, row) => all + row.products_count, 0)),
      },
      {
        id: 'updated_at',
        header: t('field.changed'),
        phone: 'figure',
        value: () => null,
        cell: ({ updated_at }) => <When iso={updated_at} className="text-muted-foreground" />,
      },
    ],
    [t, number],
  )
}
