import { useState } from 'react'
import { useCan } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { messageOf, useServerForm } from '../../../lib/forms.ts'
import { useOnce } from '../../../lib/once.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Dialog, Field, FormError, Select, TextArea, TextInput, toast } from '../../../ui/index.ts'
import { grantsOf, type Held, lackedOf, type Role } from '../grants.ts'
import { saveByKey } from '../person/saveByKey.ts'
import { useRoleName } from '../words.ts'
import { rolePath, rolesPath } from './useSaveRoles.ts'

type Values = { name: string; description: string; from: string }
type RoleDialogProps = {
  /** Null makes a new one. */
  edited: Role | null
  roles: readonly Role[]
  held: Held | null
  made: (role: Role) => void
  close: () => void
}

/** A new role, or another name for one. */
export function RoleDialog({ edited: role, roles, held, made, close }: RoleDialogProps) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const can = useCan()
  const once = useOnce()
  const [version] = useState(role?.version)
  const { register, submit, errors, error, isSaving } = useServerForm<Values>({
    defaults: { name: role ? role.name : '', description: role?.description ?? '', from: '' },
    save,
  })
  const models =
    can('ASSIGN_PERMISSIONS') && held ? roles.filter(one => lackedOf(held, grantsOf(one)).length === 0) : []

  async function save({ name, description, from }: Values): Promise<void> {
    if (role) await change(role, { description, ...(!role.built_in && { name }) })
    else {
      const model = models.find(({ id }) => String(id) === from)
      const permissions = Object.entries(model ? grantsOf(model) : {}).map(([code, scope]) => ({ code, scope }))
      const body = { name, description, ...(permissions.length > 0 && { permissions }) }
      const fresh = await once(body, key => api.post<Role>(rolesPath, body, { once: key }))
      toast(t('role.made', { role: fresh.name }))
      made(fresh)
    }
    await invalidatePaths([rolesPath])
    close()
  }

  async function change({ id }: Role, body: Partial<Values>): Promise<void> {
    try {
      const saved = await api.patch<Role>(rolePath(id), body, version === undefined ? {} : { version })
      toast(t('role.saved', { role: roleName(saved.name) }))
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 412) throw reason
      void invalidatePaths([rolesPath])
      throw new ApiError(412, { code: reason.code, detail: t('role.conflict') })
    }
  }

  const isBuiltIn = role?.built_in ?? false
  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={
        role ? t(isBuiltIn ? 'role.describeTitle' : 'role.renameTitle', { role: roleName(role.name) }) : t('role.new')
      }
      actions={
        <>
          <Button kind="bare" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button kind="primary" type="submit" form="role" kbd="Ctrl ↵" busy={isSaving}>
            {t(role ? 'role.save' : 'role.create')}
          </Button>
        </>
      }
    >
      <form id="role" className="grid gap-4" noValidate onSubmit={submit} onKeyDown={saveByKey}>
        {!isBuiltIn && (
          <Field label={t('field.name')} error={messageOf(errors, 'name')}>
            <TextInput {...register('name')} maxLength={100} autoComplete="off" />
          </Field>
        )}
        <Field
          label={t('role.description')}
          hint={t('role.descriptionHint')}
          error={messageOf(errors, 'description')}
          optional
        >
          <TextArea {...register('description')} maxLength={500} />
        </Field>
        {!role && models.length > 0 && (
          <Field label={t('role.from')} hint={t('role.fromHint')}>
            <Select {...register('from')}>
              <option value="">{t('role.fromNothing')}</option>
              {models.map(({ id, name }) => (
                <option key={id} value={id}>
                  {roleName(name)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <FormError error={error} />
      </form>
    </Dialog>
  )
}
