import { ImagePlus, RefreshCw, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useCan } from '../../../app/session.ts'
import { ApiError } from '../../../lib/api.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ConfirmDialog, FieldError, Progress } from '../../../ui/index.ts'
import { toast } from '../../../ui/toast.ts'
import { faultOf, pictureTypes, removePicture, sendPicture } from '../edit/picture.ts'
import { ProductPicture } from '../parts/ProductPicture.tsx'

/** The picture, and for those who may change the product a way to give it one, another, or none. */
export function Picture({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const [share, setShare] = useState<number | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const mayUpdate = can('UPDATE_PRODUCT')

  async function take(file: File | undefined): Promise<void> {
    if (!file || share !== null) return
    const wrong = faultOf(file)
    setFault(wrong && t(`picture.${wrong}`))
    if (wrong) return
    setShare(0)
    try {
      await sendPicture(product.id, file, setShare)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFault(error.fields.image?.join(' ') ?? error.message)
    } finally {
      setShare(null)
    }
  }

  async function remove(): Promise<void> {
    await removePicture(product.id)
    await invalidatePaths(['/api/products/'])
    toast(t('picture.removed', { name: product.name }))
  }

  if (!product.image && !mayUpdate) return null
  return (
    <section
      className="sheet grid gap-3 p-4"
      aria-label={t('field.picture')}
      onDragOver={event => mayUpdate && event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        if (mayUpdate) void take(event.dataTransfer.files[0])
      }}
    >
      {product.image && <ProductPicture product={product} size="fill" className="max-desk:max-w-60" />}
      {share !== null && (
        <Progress label={t(share < 1 ? 'picture.uploading' : 'picture.drawing')} share={share < 1 ? share : null} />
      )}
      {fault && <FieldError>{fault}</FieldError>}
      {mayUpdate && (
        <div className="flex flex-wrap items-center gap-3">
          {!product.image && <ProductPicture product={product} size={56} />}
          <input
            ref={input}
            type="file"
            hidden
            accept={pictureTypes.join(',')}
            onChange={({ target }) => {
              void take(target.files?.[0])
              target.value = ''
            }}
          />
          <Button
            size="sm"
            icon={product.image ? RefreshCw : ImagePlus}
            busy={share !== null}
            onClick={() => input.current?.click()}
          >
            {t(product.image ? 'picture.replace' : 'picture.add')}
          </Button>
          {product.image && (
            <Button size="sm" kind="danger" icon={Trash2} onClick={() => setRemoving(true)}>
              {t('picture.remove')}
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t('picture.removeTitle')}
        confirm={t('picture.remove')}
        onConfirm={remove}
      >
        <p>{t('picture.removeText')}</p>
      </ConfirmDialog>
    </section>
  )
}
