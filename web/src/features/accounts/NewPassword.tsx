import clsx from 'clsx'
import { Check, CircleDashed, Minus } from 'lucide-react'
import { useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from '../../lib/translation.ts'
import { Field, PasswordInput } from '../../ui/index.ts'
import { useMeta } from './parts/meta.ts'
import type { Judged } from './passwordRules.ts'
import { usePasswordRules } from './usePasswordRules.ts'

type NewPasswordProps = {
  label: string
  field: UseFormRegisterReturn
  /** What is typed now. */
  password: string
  /** Of the person: a strong password resembles none of them. */
  names: readonly string[]
  error: string | undefined
}

/** A password to be, and the rules it meets while it is typed. */
export function NewPassword({ label, field, password, names, error }: NewPasswordProps) {
  const rulesId = useId()
  const rules = usePasswordRules(password, names)
  return (
    <Field label={label} error={error}>
      <PasswordInput {...field} autoComplete="new-password" aria-describedby={rulesId} maxLength={256} />
      <Rules id={rulesId} rules={rules} />
    </Field>
  )
}

function Rules({ id, rules }: { id: string; rules: Judged[] | null }) {
  const { t } = useTranslation('accounts')
  const length = useMeta()?.password_policy.min_length ?? 8
  return (
    <ul
      id={id}
      aria-label={t('rules.label')}
      className="flex min-h-[1.1rem] flex-wrap gap-x-4 gap-y-1 text-12 text-muted-foreground"
    >
      {rules?.map(({ rule, verdict }) => (
        <li key={rule} className={clsx('flex items-center gap-1.25', verdict === 'met' && 'text-success-text')}>
          <Sign verdict={verdict} />
          {t(`rules.${rule}`, { count: length })}
          <span className="sr-only">{t(`rules.is.${verdict}`)}</span>
        </li>
      ))}
    </ul>
  )
}

function Sign({ verdict }: Pick<Judged, 'verdict'>) {
  const Icon = verdict === 'met' ? Check : verdict === 'unmet' ? Minus : CircleDashed
  return <Icon aria-hidden className="size-3.5" />
}
