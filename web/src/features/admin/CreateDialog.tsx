import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { useOnce } from '../../lib/once.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { Button, Drawer, toast } from '../../ui/index.ts'
import { Made } from './Made.tsx'
import { hrefOf, type Model, pathOf, type Row, titleOf } from './models.ts'
import { RecordForm } from './RecordForm.tsx'

type Props = { model: Model; company: unknown; close: () => void }

/** A new record of any model. A password that the server made is shown once, before one goes on. */
export function CreateDialog({ model, company, close }: Props) {
  const { t } = useTranslation('admin')
  const once = useOnce()
  const navigate = useNavigate()
  const [made, setMade] = useState<Row | null>(null)
  const open = (row: Row) => {
    const href = hrefOf(model, row[model.key], company)
    if (href) void navigate({ to: href })
    else close()
  }
  const save = async (body: Row) => {
    const path = pathOf(model.list_path, '', company)
    const row = await once(body, key => api.post<Row>(path, body, { once: key }))
    void invalidatePaths([model.list_path])
    toast(t('added', { name: titleOf(model, row) }))
    if (Made.hasSecret(row)) setMade(row)
    else open(row)
  }
  return (
    <Drawer open onOpenChange={close} title={t('addTo', { model: model.label })}>
      {made ? (
        <div className="grid gap-4">
          <Made row={made} />
          <Button kind="primary" onClick={() => open(made)}>
            {t('goOn')}
          </Button>
        </div>
      ) : (
        <RecordForm
          fields={model.fields.filter(({ on_create }) => on_create)}
          company={company}
          submit={t('addOne')}
          save={save}
        />
      )}
    </Drawer>
  )
}
