import { Check, CircleMinus, Clock, Lock } from 'lucide-react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Tag } from '../../../ui/index.ts'
import type { User } from '../people.ts'

const looks = {
  active: { tone: 'success', icon: Check },
  pending_approval: { tone: 'warn', icon: Clock },
  inactive: { tone: 'neutral', icon: CircleMinus },
} as const

/** Whether somebody can work here now; a rest after failed sign-ins comes first. */
export function StateTag({ user }: { user: User }) {
  const { t } = useTranslation('people')
  const { time } = useFormat()
  const state = user.status as keyof typeof looks
  if (state === 'active' && isLocked(user))
    return (
      <Tag tone="danger" icon={Lock}>
        {t('locked', { time: time(user.locked_until as string) })}
      </Tag>
    )
  const { tone, icon } = looks[state]
  return (
    <Tag tone={tone} icon={icon}>
      {t(`status.${state}`)}
    </Tag>
  )
}

export const isLocked = ({ locked_until: until }: Pick<User, 'locked_until'>): boolean =>
  until !== null && Date.parse(until) > Date.now()
