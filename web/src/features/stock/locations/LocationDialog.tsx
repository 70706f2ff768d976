import { useState } from 'react'
import type { Location } from '../../../../../server/features/stock/contract.ts'
import { api } from '../../../lib/api.ts'
import { invalidatePaths, useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Checkbox, Dialog, ErrorState, Field, Skeleton, TextInput, toast } from '../../../ui/index.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { locationsPath } from '../places.ts'
import { usePost, useSending } from '../sending.ts'

type LocationDialogProps = { id: number | undefined; close: () => void }

/** A new place, or another name for one. */
export function LocationDialog({ id, close }: LocationDialogProps) {
  const { t } = useTranslation('stock')
  const { data, error, refetch } = useGet<Location>(`${locationsPath}${id}/`, undefined, { enabled: id !== undefined })
  if (id === undefined || data) return <Naming location={data ?? null} close={close} />
  return (
    <Dialog open onOpenChange={open => !open && close()} title={t('locations.rename')}>
      {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton shape="text" rows={3} />}
    </Dialog>
  )
}

function Naming({ location, close }: { location: Location | null; close: () => void }) {
  const { t } = useTranslation('stock')
  const [version] = useState(location?.version)
  const [name, setName] = useState(location?.name ?? '')
  const [isDefault, setDefault] = useState(location?.is_default ?? false)
  const post = usePost()
  const form = useSending({ send, check: () => ({ name: name.trim() === '' ? t('needed.name') : undefined }) })

  async function send(): Promise<void> {
    const body = { name: name.trim(), ...(isDefault && { is_default: true }) }
    try {
      if (location) await api.patch(`${locationsPath}${location.id}/`, body, { version })
      else await post(locationsPath, body)
    } finally {
      void invalidatePaths([locationsPath, '/api/stock/'])
    }
    toast(t(location ? 'locations.saved' : 'locations.added', { name: body.name }))
    close()
  }

  return (
    <FormDialog
      title={t(location ? 'locations.rename' : 'locations.new')}
      submit={t(location ? 'locations.save' : 'locations.add')}
      form={form}
      fields={['name']}
      close={close}
    >
      <Field label={t('field.name')} error={form.errors.name}>
        <TextInput value={name} onChange={event => setName(event.target.value)} maxLength={80} autoComplete="off" />
      </Field>
      {!location?.is_default && (
        <Checkbox
          checked={isDefault}
          onChange={event => setDefault(event.target.checked)}
          label={t('locations.makeDefault')}
          hint={t('locations.defaultHint')}
        />
      )}
    </FormDialog>
  )
}
