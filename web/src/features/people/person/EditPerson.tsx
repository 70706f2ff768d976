import { useState } from 'react'
import { ApiError, api } from '../../../lib/api.ts'
import { useServerForm } from '../../../lib/forms.ts'
import { nameOf } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Dialog, FormError, toast } from '../../../ui/index.ts'
import { keepUser, type User, userPath } from '../people.ts'
import { PersonFields } from './PersonFields.tsx'
import { saveByKey } from './saveByKey.ts'

type Values = Pick<User, 'name' | 'username' | 'email'>

/** Name, login name and e-mail, on the version that was read. */
export function EditPerson({ user, close }: { user: User; close: () => void }) {
  const { t } = useTranslation('people')
  const [base, setBase] = useState(user)
  const { register, submit, errors, error, isSaving, isDirty } = useServerForm<Values>({
    defaults: { name: user.name, username: user.username, email: user.email },
    save,
  })

  async function save(values: Values): Promise<void> {
    try {
      const saved = keepUser(
        await api.patch<User>(userPath(user.id), changesOf(values, user), { version: base.version }),
      )
      toast(t('edit.done', { name: nameOf(saved) }))
      close()
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 412) throw reason
      setBase(keepUser(await api.get<User>(userPath(user.id))))
      throw new ApiError(412, { code: reason.code, detail: t('edit.conflict', { name: nameOf(user) }) })
    }
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={t('edit.title', { name: nameOf(user) })}
      actions={
        <>
          <Button kind="bare" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button kind="primary" type="submit" form="edit-person" kbd="Ctrl ↵" busy={isSaving} disabled={!isDirty}>
            {t('edit.save')}
          </Button>
        </>
      }
    >
      <form id="edit-person" className="grid gap-4" noValidate onSubmit={submit} onKeyDown={saveByKey}>
        <PersonFields register={register} errors={errors} hints={{ username: t('edit.usernameHint') }} />
        <FormError error={error} />
      </form>
    </Dialog>
  )
}

function changesOf(values: Values, before: Values): Partial<Values> {
  const fields = ['name', 'username', 'email'] as const
  return Object.fromEntries(
    fields.filter(field => values[field].trim() !== before[field]).map(field => [field, values[field].trim()]),
  )
}
