import { register as registerAccount } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import { useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/index.ts'
import { isRefusal, type Refused } from './JoinForm.tsx'
import { OwnAccount } from './OwnAccount.tsx'
import { Problem } from './parts/Problem.tsx'

type CustomerFormProps = {
  shop: string | undefined
  /** Undefined on the shop's own domain. */
  slug: string | undefined
  onIn: () => Promise<void>
  onRefused: (refused: Refused) => void
}

type Values = { username: string; email: string; password: string }

/** A customer's account in the shop that they came from. */
export function CustomerForm({ shop, slug, onIn, onRefused }: CustomerFormProps) {
  const { t } = useTranslation('accounts')
  const form = useServerForm<Values>({ defaults: { username: '', email: '', password: '' }, save })
  const { register, submit, error, errors, isSaving, watch } = form
  const [username, email, password] = watch(['username', 'email', 'password'])

  async function save(values: Values): Promise<void> {
    try {
      await registerAccount({
        ...values,
        role: 'customer',
        email: values.email.trim(),
        ...(slug && { store_name: slug }),
      })
    } catch (reason) {
      if (reason instanceof ApiError && isRefusal(reason.code))
        return onRefused({ because: reason.code, company: shop ?? slug ?? '' })
      throw reason
    }
    await onIn()
  }

  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <OwnAccount register={register} errors={errors} values={{ username, email, password }} />
      <Problem error={error} />
      <Button type="submit" kind="primary" size="lg" className="w-full" busy={isSaving}>
        {t('join.submitCustomer')}
      </Button>
    </form>
  )
}
