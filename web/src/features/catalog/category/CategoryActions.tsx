import { Pencil, Trash2 } from 'lucide-react'
import type { Category } from '../../../../../server/features/catalog/contract.ts'
import { useCan } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { IconButton } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'

const path = '/api/categories/'

/** Rename and delete; one with products in it stays, and says so. */
export function CategoryActions({ category, rename }: { category: Category; rename: () => void }) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const { name, products_count: count } = category
  return (
    <>
      {can('UPDATE_PRODUCT') && (
        <IconButton size="sm" icon={Pencil} label={t('category.renameOf', { name })} onClick={rename} />
      )}
      {can('DELETE_PRODUCT') && (
        <IconButton
          size="sm"
          icon={Trash2}
          label={t('category.deleteOf', { name })}
          onClick={() => (count > 0 ? toast.error(t('category.inUse', { count, name })) : void remove())}
        />
      )}
    </>
  )

  async function remove(): Promise<void> {
    try {
      await api.delete(`${path}${category.id}/`, { version: category.version })
      toast(t('category.deleted', { name }), { undo: restore })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast.error(error.code === 'in_use' ? t('category.inUse', { count: Math.max(1, count), name }) : error.message)
    }
    await invalidatePaths([path])
  }

  /** Nothing referred to it, so one of the same name is the same again. */
  async function restore(): Promise<void> {
    const { description } = category
    try {
      await api.post(path, { name, description }, { once: newKey() })
      toast(t('category.restored', { name }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast.error(Object.values(error.fields).flat().join(' ') || error.message)
    }
    await invalidatePaths([path])
  }
}
