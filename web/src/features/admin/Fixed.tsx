import { Lock } from 'lucide-react'
import { useTranslation } from '../../lib/translation.ts'
import { Tag } from '../../ui/index.ts'
import type { Model } from './models.ts'

/** Beside the name of what cannot be changed from here. */
export function Fixed({ model: { append_only, can } }: { model: Pick<Model, 'append_only' | 'can'> }) {
  const { t } = useTranslation('admin')
  if (can.create || can.update || can.delete) return null
  return <Tag icon={Lock}>{t(append_only ? 'appendOnly' : 'readOnly')}</Tag>
}
