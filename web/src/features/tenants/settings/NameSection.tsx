import { messageOf } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, TextInput } from '../../../ui/index.ts'
import type { Company } from './company.ts'
import { SectionSheet } from './SectionSheet.tsx'
import { useSection } from './useSection.ts'

type Values = { name: string }

const valuesOf = ({ name }: Company): Values => ({ name })
const changesOf = ({ name }: Values) => ({ name: name.trim() })

export function NameSection({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const section = useSection<Values>({ company, valuesOf, changesOf })
  return (
    <SectionSheet
      id="name"
      needs={['UPDATE_COMPANY']}
      section={section}
      title={t('name.title')}
      save={t('name.save')}
      describe={({ name }) => name}
    >
      <Field label={t('name.label')} hint={t('name.hint')} error={messageOf(section.errors, 'name')}>
        <TextInput {...section.register('name')} maxLength={120} autoComplete="organization" />
      </Field>
    </SectionSheet>
  )
}
