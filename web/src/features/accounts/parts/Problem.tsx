import type { ApiError } from '../../../lib/api.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { FormError, Note } from '../../../ui/index.ts'

/** What belongs to no field: out of reach, too busy, an error of ours, or what the server says. */
export function Problem({ error }: { error: ApiError | null }) {
  const { t } = useTranslation('accounts')
  if (!error) return null
  const kind = kindOf(error)
  const ofFields = Object.values(error.fields).flat()
  if (ofFields.length > 0) return <FormError messages={ofFields} />
  if (!kind) return <FormError error={error} />
  return (
    <Note tone="danger" role="alert">
      {t(`problem.${kind}`, { count: error.retryAfter ?? 1 })}
      {kind === 'broken' && error.requestId && (
        <small className="mt-1 block">{t('problem.request', { id: error.requestId })}</small>
      )}
    </Note>
  )
}

function kindOf({ status, code }: ApiError): 'offline' | 'locked' | 'suspended' | 'changed' | 'busy' | 'broken' | null {
  if (status === 0) return 'offline'
  if (code === 'account_locked') return 'locked'
  if (code === 'tenant_suspended') return 'suspended'
  if (status === 412) return 'changed'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'broken' : null
}
