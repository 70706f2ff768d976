import { ScanBarcode } from 'lucide-react'
import type { UseFormReturn } from 'react-hook-form'
import { useCan } from '../../../app/session.ts'
import { messageOf } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { countedUnits, measuredUnits } from '../../../lib/units.ts'
import { Combobox } from '../../../ui/Combobox.tsx'
import { Checkbox, Field, InputBox, MoneyInput, NumberInput, Select, TextArea, TextInput } from '../../../ui/index.ts'
import { findCategories } from '../categories.ts'
import { takesCodes } from '../parts/useScanner.ts'
import { findColleagues } from '../people.ts'
import type { Values } from './values.ts'

type FieldsProps = {
  form: Pick<UseFormReturn<Values>, 'register' | 'setValue' | 'watch'>
  errors: object
  /** With its opening stock; afterwards stock is adjusted, with a reason. */
  isNew?: boolean
}

/** What can be said of a product, what is always needed first. */
export function ProductFields({ form: { register, setValue, watch }, errors, isNew = false }: FieldsProps) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const at = (name: keyof Values) => ({ error: messageOf(errors, name) })
  const tracks = watch('track_stock')
  const choose = (name: 'category' | 'assigned_to') => ({
    value: watch(name),
    onChange: (option: Values['category']) => setValue(name, option, { shouldDirty: true }),
    clearable: true,
  })
  return (
    <>
      <Field label={t('field.name')} {...at('name')}>
        <TextInput {...register('name')} maxLength={200} autoComplete="off" autoFocus />
      </Field>
      <Pair>
        <Field label={t('field.price')} {...at('price')}>
          <MoneyInput {...register('price')} />
        </Field>
        {isNew && (
          <Field label={t('field.opening')} hint={tracks ? undefined : t('hint.untracked')} {...at('stock')} optional>
            <NumberInput {...register('stock')} disabled={!tracks} />
          </Field>
        )}
        {!isNew && can('VIEW_COST') && (
          <Field label={t('field.cost')} {...at('cost')} optional>
            <MoneyInput {...register('cost')} />
          </Field>
        )}
      </Pair>
      <Pair>
        <Field label={t('field.sku')} hint={isNew ? t('hint.sku') : undefined} {...at('sku')} optional={isNew}>
          <TextInput {...register('sku')} maxLength={100} autoComplete="off" spellCheck={false} />
        </Field>
        <Field label={t('field.barcode')} hint={t('hint.barcode')} {...at('barcode')} optional>
          <InputBox
            {...register('barcode')}
            {...takesCodes}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            before={<ScanBarcode aria-hidden />}
          />
        </Field>
      </Pair>
      <Pair>
        <Field label={t('field.category')} {...at('category')} optional>
          <Combobox
            {...choose('category')}
            placeholder={t('noCategory')}
            load={async text => (await findCategories(text)).map(({ id, name }) => ({ id, label: name }))}
          />
        </Field>
        <Field label={t('field.unit')} {...at('unit')}>
          <Select {...register('unit')}>
            <Units label={t('units.counted')} units={countedUnits} />
            <Units label={t('units.measured')} units={measuredUnits} />
          </Select>
        </Field>
      </Pair>
      <Pair>
        <Field label={t('field.reorderAt')} hint={t('hint.reorderAt')} {...at('reorder_point')} optional>
          <NumberInput {...register('reorder_point')} />
        </Field>
        <Field label={t('field.reorderQuantity')} {...at('reorder_quantity')} optional>
          <NumberInput {...register('reorder_quantity')} />
        </Field>
      </Pair>
      {isNew && can('VIEW_COST') && (
        <Field label={t('field.cost')} {...at('cost')} optional>
          <MoneyInput {...register('cost')} />
        </Field>
      )}
      <Field label={t('field.description')} {...at('description')} optional>
        <TextArea {...register('description')} maxLength={5000} rows={3} />
      </Field>
      <Field label={t('field.assigned')} {...at('assigned_to')} optional>
        <Combobox {...choose('assigned_to')} load={findColleagues} placeholder={t('nobody')} />
      </Field>
      <div className="grid gap-2">
        <Checkbox {...register('track_stock')} label={t('field.tracks')} hint={t('hint.tracks')} />
        <Checkbox {...register('is_active')} label={t('field.active')} hint={t('hint.active')} />
      </div>
    </>
  )
}

const Pair = ({ children }: { children: React.ReactNode }) => (
  <div className="grid gap-4 desk:grid-cols-2">{children}</div>
)

function Units({ label, units }: { label: string; units: readonly string[] }) {
  const { t } = useTranslation('catalog')
  return (
    <optgroup label={label}>
      {units.map(unit => (
        <option key={unit} value={unit}>
          {t(`unit.${unit}`)}
        </option>
      ))}
    </optgroup>
  )
}
