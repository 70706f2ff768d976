import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { useOnce } from '../../lib/once.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Drawer, toast } from '../../ui/index.ts'
import { useCompany } from './CompanyPicker.tsx'
import { Made } from './Made.tsx'
import { companyQuery, hrefOf, type Model, pathOf, type Row } from './models.ts'
import { RecordForm } from './RecordForm.tsx'
import { useWords } from './words.ts'

type Props = { model: Model; company: unknown; close: () => void }

/** A new record of any model. A password that the server made is shown once, before one goes on. */
export function CreateDialog({ model, company, close }: Props) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const once = useOnce()
  const navigate = useNavigate()
  const owner = useCompany(company)
  const [made, setMade] = useState<Row | null>(null)
  const fields = model.fields.filter(({ on_create }) => on_create)
  // Where the record itself says whose it is, the address need not.
  const isSaid = fields.some(({ name }) => name === 'company')
  const open = (row: Row) => {
    const href = hrefOf(model, row[model.key], row.tenant ?? company)
    if (href) void navigate({ to: href })
    else close()
  }
  const save = async (body: Row) => {
    const path = pathOf(model.list_path, '', isSaid ? undefined : companyQuery(model, company).company)
    const row = await once({ path, body }, key => api.post<Row>(path, body, { once: key }))
    void invalidatePaths([model.list_path, '/api/platform/'])
    toast(t('added', { name: String(row[model.title]) }))
    if (Made.hasSecret(row)) setMade(row)
    else open(row)
  }
  return (
    <Drawer
      open
      onOpenChange={close}
      title={words.add(model)}
      {...(model.company_scoped && !isSaid && { description: owner?.name ?? t('platformItself') })}
    >
      {made ? (
        <div className="grid gap-4">
          <Made row={made} />
          <div>
            <Button kind="primary" onClick={() => open(made)}>
              {t('handedOn')}
            </Button>
          </div>
        </div>
      ) : (
        <RecordForm
          model={model}
          fields={companyFirst(fields)}
          start={isSaid && company !== undefined ? { company } : {}}
          company={company}
          submit={words.add(model)}
          save={save}
        />
      )}
    </Drawer>
  )
}

/** Whose it is decides what else can be chosen. */
const companyFirst = (fields: Model['fields']) =>
  fields.toSorted((a, b) => Number(b.name === 'company') - Number(a.name === 'company'))
