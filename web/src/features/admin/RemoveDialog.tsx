import { useNavigate } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ConfirmDialog, toast } from '../../ui/index.ts'
import type { Removal } from './deeds.ts'
import { useTitleText } from './FieldValue.tsx'
import { companyQuery, listOf, type Model, pathOf, type Row } from './models.ts'

type Props = { model: Model; row: Row; company: unknown; removal: Removal; close: () => void }

/** How a record goes; what cannot be taken back wants its name typed. */
export function RemoveDialog({ model, row, company, removal, close }: Props) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const name = useTitleText(model, row, company)
  const { name: how } = removal
  const remove = async () => {
    await api.delete(pathOf(model.detail_path ?? model.list_path, row[model.key], company))
    toast(t(`removal.${how}.done`, { name }))
    if (how === 'delete') await navigate({ to: listOf(model), search: companyQuery(model, company) } as never)
    await invalidatePaths([model.list_path, '/api/audit-logs/', '/api/platform/'])
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={t(`removal.${how}.title`, { name })}
      confirm={t(`removal.${how}.confirm`)}
      cancel={t('common:act.cancel')}
      {...(how !== 'deactivate' && { typed: name })}
      onConfirm={remove}
    >
      <p className="wrap-anywhere">{t(`removal.${how}.says`, { name, count: Number(row.users_count ?? 0) })}</p>
    </ConfirmDialog>
  )
}
