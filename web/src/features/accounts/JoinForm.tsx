import { Controller } from 'react-hook-form'
import { register as registerAccount } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Field, RadioCards, TextInput } from '../../ui/index.ts'
import { OwnAccount } from './OwnAccount.tsx'
import { useMeta } from './parts/meta.ts'
import { Problem } from './parts/Problem.tsx'
import { type JoinRole, joinRoles } from './search.ts'

export type Joined = { company: string; username: string; email: string; role: JoinRole }
export type Refused = { because: 'customer_signup_closed' | 'tenant_suspended'; company: string }

export type JoinFormProps = {
  role: JoinRole | undefined
  company: string
  onIn: () => Promise<void>
  onWaiting: (joined: Joined) => void
  onRefused: (refused: Refused) => void
}

type Values = { role: JoinRole; store_name: string; username: string; email: string; password: string }

/** An account in a company that exists: a customer's at once, anybody else's when an owner says so. */
export function JoinForm({ role: wanted, company, onIn, onWaiting, onRefused }: JoinFormProps) {
  const { t } = useTranslation('accounts')
  const here = useMeta()?.company
  const roles = here?.customer_signup === 'closed' ? joinRoles.filter(each => each !== 'customer') : joinRoles
  const form = useServerForm<Values>({
    defaults: { role: wanted ?? roles[0] ?? 'customer', store_name: company, username: '', email: '', password: '' },
    save,
  })
  const { register, submit, error, errors, isSaving, watch, control } = form
  const [role, username, email, password] = watch(['role', 'username', 'email', 'password'])

  async function save({ store_name, ...values }: Values): Promise<void> {
    const named = here?.name ?? store_name.trim()
    try {
      const body = { ...values, email: values.email.trim(), ...(!here && { store_name }) }
      if (!(await registerAccount(body))) return onWaiting({ ...values, company: named })
    } catch (reason) {
      if (reason instanceof ApiError && isRefusal(reason.code))
        return onRefused({ because: reason.code, company: named })
      throw reason
    }
    await onIn()
  }

  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <Field group label={t('join.as')}>
        <Controller
          control={control}
          name="role"
          render={({ field: { value, onChange } }) => (
            <RadioCards
              className={roles.length === 2 ? 'desk:grid-cols-2' : 'desk:grid-cols-3'}
              value={value}
              onChange={onChange}
              options={roles.map(each => ({
                value: each,
                label: t(`join.role.${each}.name`),
                hint: t(`join.role.${each}.hint`),
              }))}
            />
          )}
        />
      </Field>
      {!here && (
        <Field label={t('join.company')} hint={t('join.companyHint')} error={messageOf(errors, 'store_name')}>
          <TextInput {...register('store_name')} autoComplete="organization" maxLength={150} />
        </Field>
      )}
      <OwnAccount register={register} errors={errors} values={{ username, email, password }} />
      <Problem error={error} />
      <Button type="submit" kind="primary" size="lg" className="w-full" busy={isSaving}>
        {t(role === 'customer' ? 'join.submitCustomer' : 'join.submitWork')}
      </Button>
    </form>
  )
}

export const isRefusal = (code: string): code is Refused['because'] =>
  code === 'customer_signup_closed' || code === 'tenant_suspended'
