import { Link } from '@tanstack/react-router'
import { Building2, Mail } from 'lucide-react'
import type { PlatformOverview } from '../../../../server/features/dashboard/contract.ts'
import { useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Note, Sheet, When } from '../../ui/index.ts'
import { RowActions } from './Actions.tsx'
import { type Model, type Row, useModel } from './models.ts'

type Company = Row & { id: number; name: string; created_at: string }

/** What an operator alone can do something about: companies that ask to come in, mail that did not leave. */
export function Attention({ mail, waiting }: { mail: PlatformOverview['health']['mail']; waiting: number }) {
  const { t } = useTranslation('admin')
  const companies = useModel('companies')
  const asking = useList<Company>(
    '/api/companies/',
    { status: 'pending_approval', page_size: 5 },
    { enabled: waiting > 0 },
  )
  const rows = waiting > 0 ? asking.rows : []
  const failing = mail.filter(({ failed }) => failed > 0)
  if (waiting === 0 && failing.length === 0) return <Note tone="success">{t('attention.none')}</Note>
  return (
    <Sheet title={t('attention.title')} flush>
      <ul>
        {companies && rows.map(row => <Asking key={row.id} row={row} model={companies} />)}
        {waiting > rows.length && rows.length > 0 && (
          <li className="border-t border-border px-4 py-2">
            <Link to="/admin/companies" search={{ status: 'pending_approval' } as never} className="link">
              {t('attention.more', { count: waiting - rows.length })}
            </Link>
          </li>
        )}
        {failing.map(({ company, name, failed }) => (
          <li key={company} className="flex items-center gap-3 border-t border-border px-4 py-2">
            <Mail aria-hidden className="text-danger-text" />
            <span className="min-w-0 flex-1">{t('attention.mail', { name, count: failed })}</span>
            <Link to="/admin/outbox" search={{ company, status: 'failed' } as never} className="link">
              {t('attention.look')}
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Asking({ row, model }: { row: Company; model: Model }) {
  const { t } = useTranslation('admin')
  return (
    <li className="flex items-center gap-3 border-t border-border px-4 py-2">
      <Building2 aria-hidden className="text-warn-text" />
      <span className="min-w-0 flex-1">
        <Link to={`/admin/models/companies/${row.id}`} className="font-semibold hover:underline">
          {row.name}
        </Link>{' '}
        <span className="text-muted-foreground">
          {t('attention.asks')} <When iso={row.created_at} as="relative" />
        </span>
      </span>
      <RowActions model={model} row={row} company={undefined} />
    </li>
  )
}
