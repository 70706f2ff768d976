import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { Combobox, type Option } from '../../ui/Combobox.tsx'

type Company = { id: number; name: string; slug: string }

type Props = { company: unknown; choose: (company: number | undefined) => void }

/** Whose records are looked at; nobody's means the platform's own. */
export function CompanyPicker({ company, choose }: Props) {
  const { t } = useTranslation('admin')
  const { data } = useGet<Company>(`/api/companies/${company}/`, undefined, { enabled: company !== undefined })
  const value = company === undefined ? null : { id: String(company), label: data?.name ?? `#${company}` }
  return (
    <Combobox
      className="w-56"
      label={t('company')}
      placeholder={t('platformItself')}
      clearable
      value={value}
      load={findCompanies}
      onChange={option => choose(option ? Number(option.id) : undefined)}
    />
  )
}

async function findCompanies(search: string): Promise<Option[]> {
  const { results } = await api.get<Page<Company>>('/api/companies/', { search, page_size: 20 })
  return results.map(({ id, name, slug }) => ({ id: String(id), label: name, hint: slug }))
}
