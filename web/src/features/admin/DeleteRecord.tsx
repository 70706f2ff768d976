import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { Button, ConfirmDialog, toast } from '../../ui/index.ts'
import { type Model, type Row, titleOf } from './models.ts'

type Props = { model: Model; row: Row; path: string; company: unknown }

/** Deletes a record, its name typed first. */
export function DeleteRecord({ model, row, path, company }: Props) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const [isAsked, ask] = useState(false)
  if (!model.can.delete) return null
  const name = titleOf(model, row)
  const remove = async () => {
    await api.delete(path)
    toast(t('deleted', { name }))
    await navigate({
      to: '/admin/models/$model',
      params: { model: model.name },
      search: company === undefined ? {} : { company: String(company) },
    })
    await invalidatePaths([model.list_path])
  }
  return (
    <>
      <Button kind="danger" icon={Trash2} onClick={() => ask(true)}>
        {t('delete')}
      </Button>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={ask}
        title={t('deleteTitle', { name })}
        confirm={t('delete')}
        typed={name}
        onConfirm={remove}
      >
        {t(model.name === 'companies' ? 'deleteCompanyHint' : 'deleteHint')}
      </ConfirmDialog>
    </>
  )
}
