import { useTranslation } from '../../../lib/translation.ts'
import { Checkbox } from '../../../ui/index.ts'
import type { Company } from './company.ts'
import { SectionSheet } from './SectionSheet.tsx'
import { useSection } from './useSection.ts'

type Values = Pick<Company['settings'], 'first_sign_in_change'>

const valuesOf = ({ settings: { first_sign_in_change } }: Company): Values => ({ first_sign_in_change })
const changesOf = (settings: Values) => ({ settings })

export function SignInSection({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const section = useSection<Values>({ company, valuesOf, changesOf })
  return (
    <SectionSheet
      id="sign-in"
      section={section}
      title={t('signIn.title')}
      save={t('signIn.save')}
      describe={values => t(values.first_sign_in_change ? 'signIn.on' : 'signIn.off')}
    >
      <Checkbox
        {...section.register('first_sign_in_change')}
        label={<b>{t('signIn.change')}</b>}
        hint={t('signIn.changeHint')}
      />
    </SectionSheet>
  )
}
