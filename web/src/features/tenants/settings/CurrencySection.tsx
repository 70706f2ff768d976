import { useMemo } from 'react'
import type { Meta } from '../../../../../server/features/accounts/contract.ts'
import { useCan } from '../../../app/session.ts'
import { messageOf } from '../../../lib/forms.ts'
import { useList } from '../../../lib/list.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, Select } from '../../../ui/index.ts'
import type { Company } from './company.ts'
import { SectionSheet } from './SectionSheet.tsx'
import { useSection } from './useSection.ts'

type Values = { currency: Company['settings']['currency'] }

const valuesOf = ({ settings: { currency } }: Company): Values => ({ currency })
const changesOf = ({ currency }: Values) => ({ settings: { currency } })
const fields = { 'settings.currency': 'currency' } as const

/** In which money prices are kept. Amounts are stored in it, so it stays once there are any. */
export function CurrencySection({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const section = useSection<Values>({ company, valuesOf, changesOf, fields })
  const isUsed = useIsUsed()
  const options = useCurrencies(company.settings.currency)
  return (
    <SectionSheet
      id="currency"
      isFixed={isUsed}
      section={section}
      title={t('currency.title')}
      save={t('currency.save')}
      describe={({ currency }) => currency}
    >
      <Field
        label={t('currency.label')}
        hint={t(isUsed ? 'currency.fixed' : 'currency.hint')}
        error={messageOf(section.errors, 'currency')}
      >
        <Select {...section.register('currency')} value={section.watch('currency')} disabled={isUsed}>
          {options.map(({ code, name }) => (
            <option key={code} value={code}>
              {code} · {name}
            </option>
          ))}
        </Select>
      </Field>
    </SectionSheet>
  )
}

function useIsUsed(): boolean {
  const can = useCan()
  const one = { page_size: 1 }
  const products = useList('/api/products/', one, { enabled: can('VIEW_PRODUCTS') })
  const orders = useList('/api/orders/', one, { enabled: can('VIEW_ORDERS') })
  return products.count > 0 || orders.count > 0
}

function useCurrencies(own: string): { code: string; name: string }[] {
  const { i18n } = useTranslation()
  const { data } = useGet<Meta>('/api/meta/', undefined, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' })
    const codes = data?.currencies.map(({ code }) => code) ?? [own]
    return codes.map(code => ({ code, name: names.of(code) ?? code }))
  }, [data, own, i18n.language])
}
