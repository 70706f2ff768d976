import { type ReactNode, useState } from 'react'
import { ApiError } from '../lib/api.ts'
import { useTranslation } from '../lib/translation.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'
import { FormError } from './forms.tsx'
import { TextInput } from './inputs.tsx'

type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** What will happen, with names and numbers. */
  children?: ReactNode
  /** Verb + object: "Delete company". */
  confirm: string
  cancel?: string
  kind?: 'primary' | 'danger-solid'
  /** Must be typed first; only for what cannot be taken back. */
  typed?: string
  /** The dialog closes when it is done; a refusal stays and is shown. */
  onConfirm: () => unknown
}

/** Only where there is no undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return props.open ? <Asking {...props} /> : null
}

function Asking({
  open,
  onOpenChange,
  title,
  children,
  confirm,
  cancel,
  kind = 'danger-solid',
  typed,
  onConfirm,
}: ConfirmDialogProps) {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isMissing = typed !== undefined && text.trim() !== typed

  async function act(): Promise<void> {
    if (isMissing || isBusy) return
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      role="alertdialog"
      actions={
        <>
          <Button kind="bare" onClick={() => onOpenChange(false)}>
            {cancel ?? t('ui.keep')}
          </Button>
          <Button kind={kind} busy={isBusy} disabled={isMissing} onClick={act}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          void act()
        }}
      >
        {children}
        {typed !== undefined && (
          <Field label={t('ui.typeToConfirm', { text: typed })}>
            <TextInput
              value={text}
              onChange={event => setText(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        <FormError error={error} />
      </form>
    </Dialog>
  )
}
