import clsx from 'clsx'
import type { ApiError } from '../lib/api.ts'
import { useTranslation } from '../lib/translation.ts'
import { Note } from './Note.tsx'

/** What belongs to no field, above the buttons. `messages` adds errors of fields that are not on the screen. */
export function FormError({ error, messages = [] }: { error?: ApiError | null; messages?: string[] }) {
  const { t } = useTranslation('common')
  const all = [...(error ? sentences(error, t('ui.error.unexpected')) : []), ...messages]
  if (all.length === 0) return null
  return (
    <Note tone="danger" role="alert">
      {all.length === 1 ? (
        all[0]
      ) : (
        <ul className="grid gap-1">
          {all.map(message => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {error?.requestId && error.status >= 500 && (
        <small className="mt-1 block">{t('ui.error.request', { id: error.requestId })}</small>
      )}
    </Note>
  )
}

function sentences(error: ApiError, unexpected: string): string[] {
  const ofFields = Object.values(error.fields).flat()
  if (ofFields.length > 0) return ofFields
  return [error.body.detail ? error.message : unexpected]
}

/** Brass: there is work that is not kept yet. */
export function UnsavedMark({ children, className }: { children?: React.ReactNode; className?: string }) {
  const { t } = useTranslation('common')
  return (
    <span className={clsx('unsaved-mark', className)} role="status">
      {children ?? t('ui.unsaved')}
    </span>
  )
}
