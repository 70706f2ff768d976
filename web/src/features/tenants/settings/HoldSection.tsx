import { messageOf } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, InputBox } from '../../../ui/index.ts'
import type { Changes, Company } from './company.ts'
import { SectionSheet } from './SectionSheet.tsx'
import { useSection } from './useSection.ts'

type Values = { hold_hours: string }

const valuesOf = ({ settings: { hold_hours } }: Company): Values => ({ hold_hours: String(hold_hours ?? '') })
const fields = { 'settings.hold_hours': 'hold_hours' } as const

const wholeHours = /^\s*([1-9]\d*)?\s*$/

function changesOf({ hold_hours }: Values): Changes {
  const text = hold_hours.trim()
  return { settings: { hold_hours: text === '' ? null : Number(text) } }
}

/** How long an order may hold its units before it expires. */
export function HoldSection({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const section = useSection<Values>({ company, valuesOf, changesOf, fields })
  const wordsOf = ({ hold_hours }: Values) =>
    hold_hours === '' ? t('hold.never') : t('hold.after', { count: Number(hold_hours) })
  return (
    <SectionSheet id="hold" section={section} title={t('hold.title')} save={t('hold.save')} describe={wordsOf}>
      <Field label={t('hold.label')} optional hint={t('hold.hint')} error={messageOf(section.errors, 'hold_hours')}>
        <InputBox
          {...section.register('hold_hours', { pattern: { value: wholeHours, message: t('hold.whole') } })}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          boxClassName="max-w-48"
          className="text-end"
          after={<span className="input-affix">{t('hold.hours')}</span>}
        />
      </Field>
    </SectionSheet>
  )
}
