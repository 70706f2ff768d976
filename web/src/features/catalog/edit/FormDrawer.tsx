import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ConfirmDialog, Drawer, UnsavedMark } from '../../../ui/index.ts'

type FormDrawerProps = {
  title: ReactNode
  description?: ReactNode
  /** Verb + object, on the button that saves. */
  save: string
  id: string
  submit: (event?: React.BaseSyntheticEvent) => Promise<void>
  isDirty: boolean
  isSaving: boolean
  close: () => void
  /** At the start of the foot. */
  foot?: ReactNode
  children: ReactNode
}

/** A form beside its page: Ctrl-Enter saves, and what was typed is not lost by a slip of the hand. */
export function FormDrawer({
  title,
  description,
  save,
  id,
  submit,
  isDirty,
  isSaving,
  close,
  foot,
  children,
}: FormDrawerProps) {
  const { t } = useTranslation('catalog')
  const [isLeaving, setLeaving] = useState(false)
  const leave = () => (isDirty ? setLeaving(true) : close())

  function press(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }

  return (
    <Drawer
      open
      onOpenChange={open => !open && leave()}
      title={title}
      description={description}
      actions={
        <>
          <span className="me-auto flex flex-wrap items-center gap-x-4 gap-y-1">
            {foot}
            {isDirty && !isSaving && <UnsavedMark />}
          </span>
          <Button kind="bare" onClick={leave}>
            {t('common:act.cancel')}
          </Button>
          <Button kind="primary" type="submit" form={id} kbd="Ctrl ↵" busy={isSaving}>
            {save}
          </Button>
        </>
      }
    >
      <form id={id} className="grid gap-4" noValidate onSubmit={submit} onKeyDown={press}>
        {children}
      </form>
      <ConfirmDialog
        open={isLeaving}
        onOpenChange={setLeaving}
        title={t('leave.title')}
        confirm={t('leave.confirm')}
        cancel={t('leave.stay')}
        onConfirm={close}
      >
        <p>{t('leave.text')}</p>
      </ConfirmDialog>
    </Drawer>
  )
}
