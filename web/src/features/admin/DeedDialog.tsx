import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Dialog } from '../../ui/index.ts'
import type { Deed } from './deeds.ts'
import { useTitleText } from './FieldValue.tsx'
import { Made } from './Made.tsx'
import type { Model, Row } from './models.ts'
import { RecordForm } from './RecordForm.tsx'
import { useDeed, useDeedWords } from './useDeed.ts'

type Props = { model: Model; row: Row; company: unknown; deed: Deed; close: () => void }

/** A deed that is asked about: what it will do, what it needs to know, and a password that it made, shown once. */
export function DeedDialog({ model, row, company, deed, close }: Props) {
  const { t } = useTranslation('admin')
  const words = useDeedWords()
  const name = useTitleText(model, row, company)
  const { perform } = useDeed({ model, row, company, name })
  const [made, setMade] = useState<Row | null>(null)
  const save = async (body: Row) => {
    const answer = await perform(deed, body)
    if (answer && Made.hasSecret(answer)) setMade(answer)
    else close()
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      title={words.title(deed, name)}
      {...(!made && { description: words.says(deed, name, row) })}
      {...(made && {
        actions: (
          <Button kind="primary" onClick={close}>
            {t('handedOn')}
          </Button>
        ),
      })}
    >
      {made ? (
        <Made row={made} />
      ) : (
        <RecordForm
          model={{ name: `${model.name}.${deed.action.name}` }}
          fields={deed.fields}
          company={company}
          submit={words.confirm(deed)}
          isDanger={deed.name === 'suspend'}
          save={save}
          cancel={close}
          {...(deed.offers && { offered: deed.offers })}
        />
      )}
    </Dialog>
  )
}
