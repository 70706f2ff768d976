import { Camera, ScanBarcode } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { IconButton, InputBox } from '../../../ui/index.ts'
import { CameraDialog, hasCameraReader } from './CameraDialog.tsx'

type ScanFieldProps = {
  label: string
  placeholder: string
  onCode: (code: string) => void
  autoFocus?: boolean
}

/** Takes codes by typing, by camera, and from a scanner wherever the focus is. */
export function ScanField({ label, placeholder, onCode, autoFocus }: ScanFieldProps) {
  const { t } = useTranslation('stock')
  const [text, setText] = useState('')
  const [isLooking, look] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const input = field.current
    const hear = (event: Event) => latest.current((event as CustomEvent<string>).detail)
    input?.addEventListener('qm:scan', hear)
    return () => input?.removeEventListener('qm:scan', hear)
  }, [])

  function take(code: string): void {
    setText('')
    if (code.trim() !== '') onCode(code.trim())
  }

  return (
    <form
      className="min-w-0 flex-1"
      onSubmit={event => {
        event.preventDefault()
        take(text)
      }}
    >
      <InputBox
        ref={field}
        size="lg"
        boxClassName="w-full"
        before={<ScanBarcode aria-hidden />}
        after={
          hasCameraReader() && (
            <IconButton icon={Camera} label={t('scan.camera')} className="-me-2" onClick={() => look(true)} />
          )
        }
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={event => setText(event.target.value)}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        autoFocus={autoFocus}
        data-takes-codes="anywhere"
      />
      {isLooking && (
        <CameraDialog
          close={() => look(false)}
          onCode={code => {
            look(false)
            take(code)
          }}
        />
      )}
    </form>
  )
}
