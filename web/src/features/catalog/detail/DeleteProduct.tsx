import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { api } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import { queryClient } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ConfirmDialog, Note } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'
import { explained, forgetLists, pathOf } from '../changes.ts'

/** It cannot be brought back, so its code is typed; archiving is the way that can be undone. */
export function DeleteProduct({ product, close }: { product: Product; close: () => void }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const navigate = useNavigate()
  const isGone = useRef(false)
  const { id, name, sku, version, reserved } = product

  async function remove(): Promise<void> {
    try {
      await api.delete(pathOf(id), { version })
    } catch (error) {
      throw explained(error, t, format)
    }
    isGone.current = true
    await navigate({ to: '/app/products', replace: true })
    queryClient.removeQueries({ queryKey: [pathOf(id)] })
    toast(t('delete.done', { name }))
    await forgetLists()
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={open => !open && !isGone.current && close()}
      title={<span className="line-clamp-2 [overflow-wrap:anywhere]">{t('delete.title', { name })}</span>}
      confirm={t('delete.button')}
      typed={sku}
      onConfirm={remove}
    >
      <p>{t('delete.what', { count: 1 })}</p>
      {reserved > 0 && <Note tone="warn">{t('delete.held', { count: 1 })}</Note>}
    </ConfirmDialog>
  )
}
