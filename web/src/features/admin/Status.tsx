import { Ban, Check, CircleMinus, Clock, type LucideIcon, PackageCheck, Truck } from 'lucide-react'
import { Tag, type Tone } from '../../ui/index.ts'
import { useWords } from './words.ts'

const looks: Readonly<Record<string, { tone: Tone; icon: LucideIcon }>> = {
  active: { tone: 'success', icon: Check },
  done: { tone: 'success', icon: Check },
  posted: { tone: 'success', icon: Check },
  received: { tone: 'success', icon: PackageCheck },
  fulfilled: { tone: 'success', icon: PackageCheck },
  approved: { tone: 'info', icon: Check },
  in_transit: { tone: 'info', icon: Truck },
  open: { tone: 'info', icon: Clock },
  pending: { tone: 'warn', icon: Clock },
  pending_approval: { tone: 'warn', icon: Clock },
  waiting: { tone: 'warn', icon: Clock },
  kept: { tone: 'neutral', icon: CircleMinus },
  inactive: { tone: 'neutral', icon: CircleMinus },
  cancelled: { tone: 'neutral', icon: CircleMinus },
  rejected: { tone: 'danger', icon: Ban },
  suspended: { tone: 'danger', icon: Ban },
  failed: { tone: 'danger', icon: Ban },
}

/** How something stands: icon and word; the tint repeats them. */
export function Status({ value, field = 'status', model = '' }: { value: string; field?: string; model?: string }) {
  const words = useWords()
  const { tone, icon } = looks[value] ?? { tone: 'neutral', icon: CircleMinus }
  return (
    <Tag tone={tone} icon={icon}>
      {words.choice(value, field, model)}
    </Tag>
  )
}

/** Fields that say how a record stands. */
export const isStatus = (name: string): boolean => /(^|_)status$/.test(name)
