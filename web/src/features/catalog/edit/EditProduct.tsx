import { useState } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import { useServerForm } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { FormError } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'
import { type Changes, changeProduct, conflictText, keepProduct, pathOf, valuesBefore } from '../changes.ts'
import { Conflict } from './Conflict.tsx'
import { FormDrawer } from './FormDrawer.tsx'
import { clashesOf, type Field, mergedChanges } from './merge.ts'
import { ProductFields } from './ProductFields.tsx'
import { changesOf, type Values, valuesOf } from './values.ts'

type EditProps = { product: Product; names: { category: string | null; assigned: string }; close: () => void }
type Met = { text: string; theirs: Product }

/** A product's form, on the version that was read when it opened; a change by somebody else meanwhile is compared, not lost. */
export function EditProduct({ product, names, close }: EditProps) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const [base] = useState(product)
  const [defaults] = useState(() => valuesOf(base, names))
  const [met, setMet] = useState<Met | null>(null)
  const [isComparing, setComparing] = useState(false)
  const [yielded, setYielded] = useState<ReadonlySet<Field>>(new Set())
  const form = useServerForm<Values>({ defaults, save })
  const { submit, errors, error, isDirty, isSaving } = form
  const mine = (): Changes => changesOf(form.getValues(), defaults)

  async function save(values: Values): Promise<void> {
    if (met && !isComparing) return setComparing(true)
    const ground = met?.theirs ?? base
    const changes = mergedChanges(changesOf(values, defaults), ground, yielded)
    if (Object.keys(changes).length === 0) return close()
    try {
      const saved = await changeProduct(ground, changes)
      toast(t('edit.done', { name: saved.name }), {
        undo: () =>
          changeProduct(saved, valuesBefore(ground, changes)).then(
            () => toast(t('edit.undone', { name: ground.name })),
            () => toast.error(t('edit.notUndone', { name: saved.name })),
          ),
      })
      close()
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 412) throw reason
      await meet(reason)
    }
  }

  async function meet(refusal: ApiError): Promise<void> {
    const theirs = await api.get<Product>(pathOf(base.id))
    keepProduct(theirs)
    setMet({ text: conflictText(refusal, t, format), theirs })
    setComparing(false)
    setYielded(new Set())
  }

  return (
    <FormDrawer
      id="edit-product"
      title={t('edit.title', { name: base.name })}
      save={t(met && isComparing ? 'conflict.save' : 'edit.save')}
      submit={submit}
      isDirty={isDirty}
      isSaving={isSaving}
      close={close}
    >
      {met && (
        <Conflict
          text={met.text}
          clashes={clashesOf(base, met.theirs, mine())}
          isOpen={isComparing}
          open={() => setComparing(true)}
          yielded={yielded}
          onYield={setYielded}
        />
      )}
      <ProductFields form={form} errors={errors} />
      <FormError error={error} />
    </FormDrawer>
  )
}
