import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink, Empty, useWindowTitle } from '../../ui/index.ts'
import { companyQuery, listOf, type Model } from './models.ts'

/** No such kind of record, or no such record of it; the way to those that are there. */
export function Missing({ model, company }: { model?: Model; company?: unknown }) {
  const { t } = useTranslation('admin')
  useWindowTitle(t('missing.title'))
  const isOfCompany = model?.company_scoped && company === undefined
  const to = model ? listOf(model) : '/admin/models'
  return (
    <Empty
      page
      title={t('missing.title')}
      actions={
        <ButtonLink to={to} search={(model ? companyQuery(model, company) : {}) as never} kind="primary">
          {t('missing.list')}
        </ButtonLink>
      }
    >
      {t(isOfCompany ? 'missing.company' : 'missing.hint')}
    </Empty>
  )
}
