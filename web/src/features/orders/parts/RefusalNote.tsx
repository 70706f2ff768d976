import { useTranslation } from '../../../lib/translation.ts'
import { Note } from '../../../ui/index.ts'
import type { Refusal } from './refusal.ts'

export function RefusalNote({ refusal }: { refusal: Refusal | null }) {
  const { t } = useTranslation('common')
  if (!refusal) return null
  const { text, lines, requestId } = refusal
  return (
    <Note tone="danger" role="alert">
      <p className="break-words">{text}</p>
      {lines.length > 0 && (
        <ul className="mt-1 grid gap-1">
          {lines.map(line => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      )}
      {requestId && <small className="mt-1 block">{t('ui.error.request', { id: requestId })}</small>}
    </Note>
  )
}
