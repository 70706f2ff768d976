import { ExternalLink } from 'lucide-react'
import { Controller } from 'react-hook-form'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, RadioCards } from '../../../ui/index.ts'
import type { Company } from './company.ts'
import { SectionSheet } from './SectionSheet.tsx'
import { useSection } from './useSection.ts'

type Values = Pick<Company['settings'], 'storefront' | 'customer_signup'>

const valuesOf = ({ settings: { storefront, customer_signup } }: Company): Values => ({ storefront, customer_signup })
const changesOf = (settings: Values) => ({ settings })

/** Who may look at the shop, and who may become a customer by themselves. */
export function ShopSection({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const section = useSection<Values>({ company, valuesOf, changesOf })
  const options = <T extends string>(field: 'storefront' | 'signup', values: readonly T[]) =>
    values.map(value => ({
      value,
      label: t(`${field}.${value as string}`),
      hint: t(`${field}.${value as string}Hint`),
    }))
  return (
    <SectionSheet
      id="shop"
      section={section}
      title={t('shop.title')}
      save={t('shop.save')}
      describe={({ storefront, customer_signup }) =>
        `${t(`storefront.${storefront}`)}, ${t(`signup.${customer_signup}`)}`
      }
    >
      <Field label={t('storefront.label')} group>
        <Controller
          control={section.control}
          name="storefront"
          render={({ field: { value, onChange } }) => (
            <RadioCards value={value} onChange={onChange} options={options('storefront', ['public', 'closed'])} />
          )}
        />
      </Field>
      <p>
        <a className="link inline-flex items-center gap-1.5 [overflow-wrap:anywhere]" href={`/store/${company.slug}`}>
          {t('storefront.open')}
          <ExternalLink aria-hidden className="size-3.5 flex-none" />
        </a>
      </p>
      <Field label={t('signup.label')} group>
        <Controller
          control={section.control}
          name="customer_signup"
          render={({ field: { value, onChange } }) => (
            <RadioCards value={value} onChange={onChange} options={options('signup', ['open', 'closed'])} />
          )}
        />
      </Field>
    </SectionSheet>
  )
}
