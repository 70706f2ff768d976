import { useNavigate } from '@tanstack/react-router'
import { Archive, ArchiveRestore, CircleHelp, Ellipsis, Pencil, Trash2, Warehouse } from 'lucide-react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, IconButton, Menu, MenuItem, MenuLine, PageHead, Sku, Tag } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'
import { changeProduct, forgetLists, reasonOf } from '../changes.ts'
import { markOf } from '../facts.ts'

type HeadProps = { product: Product; category: string | null; open: (part: 'edit' | 'why' | 'delete') => void }

export function ProductHead({ product, category, open }: HeadProps) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  return (
    <PageHead
      title={product.name}
      heading={<span className="line-clamp-2 [overflow-wrap:anywhere]">{product.name}</span>}
      crumbs={[
        { label: t('products'), link: { to: '/app/products' } },
        ...(category && product.category !== null
          ? [{ label: category, link: { to: '/app/products', search: { category__in: product.category } } }]
          : []),
      ]}
      mark={<Marks product={product} />}
      actions={
        <>
          {can('VIEW_STOCK') && (
            <Button icon={CircleHelp} kbd="W" onClick={() => open('why')}>
              {t('why.button')}
            </Button>
          )}
          {can('UPDATE_PRODUCT') && (
            <Button kind="primary" icon={Pencil} kbd="E" onClick={() => open('edit')}>
              {t('edit.button')}
            </Button>
          )}
          <More product={product} remove={() => open('delete')} />
        </>
      }
    />
  )
}

function Marks({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const mark = markOf(product)
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-2">
      <Sku>{product.sku}</Sku>
      {!product.is_active && <Tag icon={Archive}>{t('archived')}</Tag>}
      {mark && <Tag tone={mark === 'out' ? 'danger' : 'warn'}>{t(`common:ui.mark.${mark}`)}</Tag>}
    </span>
  )
}

function More({ product, remove }: { product: Product; remove: () => void }) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const navigate = useNavigate()
  const turn = useTurn(product)
  const { id, is_active, track_stock } = product
  const [mayAdjust, mayUpdate, mayDelete] = [
    can('ADJUST_STOCK') && track_stock,
    can('UPDATE_PRODUCT'),
    can('DELETE_PRODUCT'),
  ]
  if (!mayAdjust && !mayUpdate && !mayDelete) return null
  return (
    <Menu trigger={<IconButton kind="plain" icon={Ellipsis} label={t('more')} />}>
      {mayAdjust && (
        <MenuItem
          icon={Warehouse}
          onSelect={() => void navigate({ to: '/app/stock', search: { do: 'adjust', product: id } } as never)}
        >
          {t('adjust')}
        </MenuItem>
      )}
      {mayUpdate && (
        <MenuItem icon={is_active ? Archive : ArchiveRestore} onSelect={() => void turn(!is_active)}>
          {t(is_active ? 'bulk.archive' : 'bulk.activate')}
        </MenuItem>
      )}
      {mayDelete && (
        <>
          <MenuLine />
          <MenuItem icon={Trash2} danger onSelect={remove}>
            {t('delete.button')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

/** Archives or activates, with a way back. */
function useTurn(product: Product) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  return async function turn(is_active: boolean, from = product): Promise<void> {
    try {
      const saved = await changeProduct(from, { is_active })
      toast(t(is_active ? 'turn.active' : 'turn.archived', { name: saved.name }), {
        undo: () => turn(!is_active, saved),
      })
      await forgetLists()
    } catch (error) {
      toast.error(t('notSaved', { reason: reasonOf(error, t, format) }))
    }
  }
}
