import { Link } from '@tanstack/react-router'
import { useCan } from '../../app/session.ts'
import { useTranslation } from '../../lib/translation.ts'
import { reports } from './reports.ts'

/** The way to the reports, for those who may read them. */
export function ReportLinks() {
  const { t } = useTranslation('dashboard')
  const can = useCan()
  if (!can('VIEW_REPORTS')) return null
  return (
    <nav className="flex flex-wrap items-center gap-x-5 gap-y-2" aria-labelledby="reports">
      <h2 id="reports">{t('reports.title')}</h2>
      {reports.map(({ name }) => (
        <Link key={name} to={`/app/reports/${name}`} className="link">
          {t(`reports.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
