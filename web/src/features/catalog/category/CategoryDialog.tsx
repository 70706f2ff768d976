import { useState } from 'react'
import type { Category } from '../../../../../server/features/catalog/contract.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { messageOf, useServerForm } from '../../../lib/forms.ts'
import { useOnce } from '../../../lib/once.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Dialog, Field, FormError, TextArea, TextInput } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'

type Values = { name: string; description: string }

/** A new category, or another name for one. */
export function CategoryDialog({ category, close }: { category: Category | null; close: () => void }) {
  const { t } = useTranslation('catalog')
  const once = useOnce()
  const [version] = useState(category?.version)
  const { register, submit, errors, error, isSaving } = useServerForm<Values>({
    defaults: { name: category?.name ?? '', description: category?.description ?? '' },
    save,
  })

  async function save(values: Values): Promise<void> {
    if (category) await change(category, values)
    else {
      const { name } = await once(values, key => api.post<Category>('/api/categories/', values, { once: key }))
      toast(t('category.added', { name }))
    }
    await invalidatePaths(['/api/categories/'])
    close()
  }

  async function change({ id }: Category, values: Values): Promise<void> {
    try {
      const { name } = await api.patch<Category>(
        `/api/categories/${id}/`,
        values,
        version === undefined ? {} : { version },
      )
      toast(t('category.saved', { name }))
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 412) throw reason
      void invalidatePaths(['/api/categories/'])
      throw new ApiError(412, { code: reason.code, detail: t('category.conflict') })
    }
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={t(category ? 'category.edit' : 'category.new')}
      actions={
        <>
          <Button kind="bare" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button kind="primary" type="submit" form="category" busy={isSaving}>
            {t(category ? 'category.save' : 'category.add')}
          </Button>
        </>
      }
    >
      <form id="category" className="grid gap-4" noValidate onSubmit={submit}>
        <Field label={t('field.name')} error={messageOf(errors, 'name')}>
          <TextInput {...register('name')} maxLength={100} autoComplete="off" autoFocus />
        </Field>
        <Field label={t('field.description')} error={messageOf(errors, 'description')} optional>
          <TextArea {...register('description')} maxLength={2000} />
        </Field>
        <FormError error={error} />
      </form>
    </Dialog>
  )
}
