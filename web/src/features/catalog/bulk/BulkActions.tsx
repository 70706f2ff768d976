import { Archive, ArchiveRestore, Ellipsis, Pencil, RefreshCw, Trash2, UserRound } from 'lucide-react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, IconButton, Menu, MenuItem, MenuLine } from '../../../ui/index.ts'
import type { Bulk, BulkQuestion } from './useBulk.ts'

type BulkActionsProps = { rows: Product[]; clear: () => void; bulk: Bulk }

/** What can be done with the selected products; while it is being done, how far it is. */
export function BulkActions({ rows, clear, bulk }: BulkActionsProps) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const [mayUpdate, mayDelete] = [can('UPDATE_PRODUCT'), can('DELETE_PRODUCT')]
  if (bulk.running) return <Running {...bulk.running} />
  const ask = (what: BulkQuestion) => bulk.ask({ what, rows, clear })
  const activate = (is_active: boolean) =>
    void bulk
      .change(rows, { is_active }, count => t(is_active ? 'bulk.activated' : 'bulk.archived', { count }))
      .then(clear)
  const isAnyActive = rows.some(row => row.is_active)
  return (
    <>
      {mayUpdate && (
        <>
          <Button icon={Pencil} onClick={() => ask('price')}>
            {t('bulk.price')}
          </Button>
          <Button icon={RefreshCw} onClick={() => ask('reorder')}>
            <span className="max-desk:hidden">{t('bulk.reorder')}</span>
            <span className="desk:hidden">{t('bulk.reorderShort')}</span>
          </Button>
          <Button icon={UserRound} className="max-desk:hidden" onClick={() => ask('assign')}>
            {t('bulk.assign')}
          </Button>
          <Button
            icon={isAnyActive ? Archive : ArchiveRestore}
            className="max-desk:hidden"
            onClick={() => activate(!isAnyActive)}
          >
            {t(isAnyActive ? 'bulk.archive' : 'bulk.activate')}
          </Button>
        </>
      )}
      <Menu side="top" trigger={<IconButton icon={Ellipsis} label={t('bulk.more')} />}>
        {mayUpdate && (
          <>
            <MenuItem icon={UserRound} onSelect={() => ask('assign')}>
              {t('bulk.assign')}
            </MenuItem>
            <MenuItem icon={Archive} onSelect={() => activate(false)}>
              {t('bulk.archive')}
            </MenuItem>
            <MenuItem icon={ArchiveRestore} onSelect={() => activate(true)}>
              {t('bulk.activate')}
            </MenuItem>
          </>
        )}
        {mayUpdate && mayDelete && <MenuLine />}
        {mayDelete && (
          <MenuItem icon={Trash2} danger onSelect={() => ask('delete')}>
            {t('bulk.delete', { count: rows.length })}
          </MenuItem>
        )}
      </Menu>
    </>
  )
}

function Running({ done, of }: { done: number; of: number }) {
  const { t } = useTranslation('catalog')
  const { number } = useFormat()
  return (
    <span className="flex items-center gap-3 px-3">
      <progress
        className="sr-only"
        max={of}
        value={done}
        aria-label={t('bulk.running', { done: number(done), of: number(of) })}
      />
      <span className="meter w-32" aria-hidden>
        <i style={{ width: `${of === 0 ? 100 : (done / of) * 100}%` }} />
      </span>
      <span>{t('bulk.running', { done: number(done), of: number(of) })}</span>
    </span>
  )
}
