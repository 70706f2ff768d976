import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { useOnce } from '../../lib/once.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { Button, Dialog, toast } from '../../ui/index.ts'
import { Made } from './Made.tsx'
import { type Action, type Model, pathOf, type Row, titleOf } from './models.ts'
import { RecordForm } from './RecordForm.tsx'

type Props = { model: Model; row: Row; company: unknown }

/** What can be done with a record besides changing it. Each asks in a dialog: none of them is undone by a key. */
export function Actions(props: Props) {
  const [asked, ask] = useState<Action | null>(null)
  return (
    <>
      {props.model.actions
        .filter(({ name }) => already[name] !== props.row.status)
        .map(action => (
          <Button key={action.name} onClick={() => ask(action)}>
            <ActionName name={action.name} />
          </Button>
        ))}
      {asked && <ActionDialog {...props} action={asked} close={() => ask(null)} />}
    </>
  )
}

/** What an action would make of a record, where its status says so. */
const already: Record<string, unknown> = { suspend: 'suspended', resume: 'active' }

function ActionName({ name }: { name: string }) {
  const { t } = useTranslation('admin')
  return t(`actions.${name}`, { defaultValue: name.replaceAll('_', ' ') })
}

function ActionDialog({ model, row, company, action, close }: Props & { action: Action; close: () => void }) {
  const { t } = useTranslation('admin')
  const once = useOnce()
  const [made, setMade] = useState<Row | null>(null)
  const act = async (body: Row) => {
    const path = pathOf(action.path, row[model.key], company)
    const answer = await once(body, key => api.post<Row | undefined>(path, body, { once: key }))
    await invalidatePaths([model.list_path, '/api/audit-logs/'])
    if (answer && Made.hasSecret(answer)) return setMade(answer)
    toast(t('actionDone', { name: titleOf(model, row) }))
    close()
  }
  return (
    <Dialog open onOpenChange={close} title={<ActionName name={action.name} />} description={titleOf(model, row)}>
      {made ? (
        <Made row={made} />
      ) : (
        <RecordForm
          fields={action.fields}
          company={company}
          submit={t(`actions.${action.name}`, { defaultValue: action.name })}
          save={act}
        />
      )}
    </Dialog>
  )
}
