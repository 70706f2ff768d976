import { api } from '../../lib/api.ts'
import { CurrencyContext, useCurrency } from '../../lib/currency.ts'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Combobox, type Option } from '../../ui/Combobox.tsx'

type Company = { id: number; name: string; slug: string; settings: { currency: string } }

type Props = {
  company: unknown
  choose: (company: number | undefined) => void
  /** What no company means, where that is not the platform itself. */
  nobody?: string
}

/** Whose records are looked at. */
export function CompanyPicker({ company, choose, nobody }: Props) {
  const { t } = useTranslation('admin')
  const chosen = useCompany(company)
  const value = company === undefined ? null : { id: String(company), label: chosen?.name ?? '…' }
  return (
    <Combobox
      className="w-56 max-desk:w-full"
      label={t('company')}
      placeholder={nobody ?? t('platformItself')}
      clearable
      value={value}
      load={findCompanies}
      onChange={option => choose(option ? Number(option.id) : undefined)}
    />
  )
}

/** The company of that id, when one is named and known. */
export function useCompany(id: unknown): Company | undefined {
  return useGet<Company>(`/api/companies/${id}/`, undefined, { enabled: id !== undefined, retry: false }).data
}

/** Amounts inside are the company's. */
export function InCurrencyOf({ company, children }: { company: unknown; children: React.ReactNode }) {
  const own = useCurrency()
  const currency = useCompany(company)?.settings.currency ?? own
  return <CurrencyContext value={currency}>{children}</CurrencyContext>
}

async function findCompanies(search: string): Promise<Option[]> {
  const { results } = await api.get<Page<Company>>('/api/companies/', { search, page_size: 20 })
  return results.map(({ id, name, slug }) => ({ id: String(id), label: name, hint: slug }))
}
