import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { useServerForm } from '../../../lib/forms.ts'
import { useOnce } from '../../../lib/once.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Checkbox, FormError } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'
import { forgetLists } from '../changes.ts'
import { FormDrawer } from './FormDrawer.tsx'
import { PictureField } from './PictureField.tsx'
import { ProductFields } from './ProductFields.tsx'
import { sendPicture } from './picture.ts'
import { blank, bodyOf, type Values } from './values.ts'

const kept = 'qm.keep-form-open'

/** A new product; with the form kept open, one after the other. `code` is a barcode that was scanned already. */
export function NewProduct({ code, close }: { code: string; close: () => void }) {
  const { t } = useTranslation('catalog')
  const navigate = useNavigate()
  const [picture, setPicture] = useState<File | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [staysOpen, setStaysOpen] = useState(() => localStorage.getItem(kept) === '1')
  const once = useOnce()
  const form = useServerForm<Values>({ defaults: { ...blank, barcode: code }, save })
  const { submit, errors, error, isDirty, isSaving } = form

  async function save(values: Values): Promise<void> {
    const body = bodyOf(values)
    const product = await once(body, key => api.post<Product>('/api/products/', body, { once: key }))
    const hasPicture = picture === null || (await send(product, picture))
    if (hasPicture)
      toast(t('new.done', { name: product.name }), {
        action: { label: t('common:act.open'), press: () => open(product) },
      })
    void forgetLists()
    if (!staysOpen) return close()
    setPicture(null)
    // The next one is often of the same kind.
    form.reset({ ...blank, category: values.category, unit: values.unit, track_stock: values.track_stock })
    setTimeout(() => form.setFocus('name'))
  }

  /** The product is there already: a picture that is refused does not take it back. */
  async function send(product: Product, file: File): Promise<boolean> {
    setShare(0)
    try {
      await sendPicture(product.id, file, setShare)
      return true
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      const why = reason.fields.image?.join(' ') ?? reason.message
      toast.error(t('new.noPicture', { name: product.name, reason: why }), {
        action: { label: t('common:act.open'), press: () => open(product) },
      })
      return false
    } finally {
      setShare(null)
    }
  }

  const open = ({ id }: Product) => navigate({ to: '/app/products/$id', params: { id: String(id) } })

  return (
    <FormDrawer
      id="new-product"
      title={t('new.title')}
      save={t('new.save')}
      submit={submit}
      isDirty={isDirty || picture !== null}
      isSaving={isSaving}
      close={close}
      foot={
        <Checkbox
          label={t('new.keep')}
          checked={staysOpen}
          onChange={({ target }) => {
            setStaysOpen(target.checked)
            localStorage.setItem(kept, target.checked ? '1' : '0')
          }}
        />
      }
    >
      <ProductFields form={form} errors={errors} isNew />
      <PictureField file={picture} onChange={setPicture} share={share} />
      <FormError error={error} />
    </FormDrawer>
  )
}
