import { Star, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { Field } from '../Field.tsx'
import { TextInput } from '../inputs.tsx'
import { Popover } from '../Popover.tsx'
import type { Views } from './useViews.ts'

/** Keeps what is asked now under a name; an own view that is shown can be deleted in the same place. */
export function SaveView({ views }: { views: Views }) {
  const { t } = useTranslation('table')
  const [isOpen, setOpen] = useState(false)
  const { activeOwn, isKept } = views
  if (activeOwn && isKept)
    return (
      <Button kind="bare" size="sm" icon={Trash2} onClick={() => views.remove(activeOwn)}>
        {t('views.delete')}
      </Button>
    )
  if (isKept) return null
  return (
    <Popover
      label={t('views.save')}
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button kind="bare" size="sm" icon={Star}>
          {t('views.save')}
        </Button>
      }
    >
      <NameForm
        onName={name => {
          views.save(name)
          setOpen(false)
        }}
      />
    </Popover>
  )
}

function NameForm({ onName }: { onName: (name: string) => void }) {
  const { t } = useTranslation('table')
  const [name, setName] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim()) onName(name.trim())
  }

  return (
    <form className="data-editor" onSubmit={submit}>
      <Field label={t('views.name')} hint={t('views.hint')}>
        <TextInput value={name} maxLength={60} required onChange={event => setName(event.target.value)} />
      </Field>
      <Button type="submit" kind="primary" size="sm" className="justify-self-end">
        {t('views.save')}
      </Button>
    </form>
  )
}
