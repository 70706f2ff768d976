import { ImagePlus, X } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Field, IconButton } from '../../../ui/index.ts'
import { faultOf, pictureTypes } from './picture.ts'

type PictureFieldProps = { file: File | null; onChange: (file: File | null) => void; share: number | null }

/** A picture for a product that is not saved yet: chosen or dropped, shown, sent after it. */
export function PictureField({ file, onChange, share }: PictureFieldProps) {
  const { t } = useTranslation('catalog')
  const [fault, setFault] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const url = useUrl(file)

  function take(given: File | undefined): void {
    if (!given) return
    const wrong = faultOf(given)
    setFault(wrong ? t(`picture.${wrong}`) : undefined)
    if (!wrong) onChange(given)
  }

  function drop(event: DragEvent): void {
    event.preventDefault()
    take(event.dataTransfer.files[0])
  }

  return (
    <Field label={t('field.picture')} hint={t('picture.hint')} error={fault} optional group>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the button beside it chooses a file */}
      <div className="flex items-center gap-3" onDragOver={event => event.preventDefault()} onDrop={drop}>
        <span className="picture picture-56">
          {url ? <img src={url} alt={t('picture.chosen', { name: file?.name })} /> : <ImagePlus aria-hidden />}
        </span>
        <input
          ref={input}
          type="file"
          hidden
          accept={pictureTypes.join(',')}
          onChange={event => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Button onClick={() => input.current?.click()}>{t(file ? 'picture.other' : 'picture.choose')}</Button>
        {file && share === null && <IconButton icon={X} label={t('picture.drop')} onClick={() => onChange(null)} />}
        {share !== null && (
          <span className="text-muted-foreground" role="status">
            {t('picture.sending', { percent: Math.floor(share * 100) })}
          </span>
        )}
      </div>
    </Field>
  )
}

function useUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return setUrl(null)
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url
}
