import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, type ButtonKind, Dialog, Note } from '../../../ui/index.ts'
import { useRefusal } from '../refusal.ts'
import type { Sending } from '../sending.ts'

type FormDialogProps = {
  title: ReactNode
  description?: ReactNode
  /** Verb + object (+ number). */
  submit: string
  kind?: ButtonKind
  form: Sending
  /** The fields on the screen: they show their own errors. */
  fields?: readonly string[]
  /** Cannot be sent as things are. */
  disabled?: boolean
  close: () => void
  children?: ReactNode
}

/** A short form: Enter and Ctrl-Enter save it, what is wrong is focused, what was refused stands above the buttons. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, submit, kind = 'primary', form, fields = [], disabled, close, children } = props
  const { t } = useTranslation('common')
  const id = useId()
  const element = useRef<HTMLFormElement>(null)
  const explain = useRefusal()
  const { error, errors } = form
  const isPlaced = error !== null && Object.keys(error.fields).length > 0 && Object.keys(error.fields).every(isShown)
  useEffect(() => {
    if (Object.values(errors).some(Boolean)) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [errors])
  useEffect(() => {
    if (error) element.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' })
  }, [error])

  function isShown(name: string): boolean {
    return fields.includes(name)
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={title}
      description={description}
      actions={
        <>
          <Button kind="bare" onClick={close}>
            {t('act.cancel')}
          </Button>
          <Button kind={kind} type="submit" form={id} busy={form.isBusy} disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        ref={element}
        className="grid gap-4"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          if (!disabled) void form.submit()
        }}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !disabled) void form.submit()
        }}
      >
        {children}
        {error && !isPlaced && (
          <Note tone="danger" role="alert">
            {explain(error)}
          </Note>
        )}
      </form>
    </Dialog>
  )
}
