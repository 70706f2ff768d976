import { Ban, Check, ClipboardList } from 'lucide-react'
import type { Count } from '../../../../../server/features/stock/contract.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Tag } from '../../../ui/index.ts'

const looks = { open: ['warn', ClipboardList], posted: ['success', Check], cancelled: ['neutral', Ban] } as const

/** A count's state: icon and word. */
export function CountState({ status }: Pick<Count, 'status'>) {
  const { t } = useTranslation('stock')
  const [tone, icon] = looks[status]
  return (
    <Tag tone={tone} icon={icon}>
      {t(`counts.states.${status}`)}
    </Tag>
  )
}
