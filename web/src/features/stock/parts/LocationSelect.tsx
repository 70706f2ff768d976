import { useTranslation } from '../../../lib/translation.ts'
import { Field, Select } from '../../../ui/index.ts'
import { useActiveLocations } from '../places.ts'

type LocationSelectProps = {
  label?: string
  value: number | undefined
  onChange: (id: number | undefined) => void
  /** A location that makes no sense here, such as where it comes from. */
  except?: number | undefined
  error?: string | undefined
}

/** One of the locations in use; nothing to choose for those who may not see them. */
export function LocationSelect({ label, value, onChange, except, error }: LocationSelectProps) {
  const { t } = useTranslation('stock')
  const places = useActiveLocations().filter(({ id }) => id !== except)
  if (places.length === 0) return null
  return (
    <Field label={label ?? t('field.location')} error={error}>
      <Select
        value={value ?? ''}
        onChange={event => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      >
        {!places.some(({ id }) => id === value) && <option value="">{t('common:ui.combobox.choose')}</option>}
        {places.map(({ id, name, is_default }) => (
          <option key={id} value={id}>
            {is_default ? t('locations.usual', { name }) : name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
