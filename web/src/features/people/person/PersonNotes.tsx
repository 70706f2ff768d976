import { Lock, UserCheck } from 'lucide-react'
import { useState } from 'react'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { nameOf } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Note } from '../../../ui/index.ts'
import { isLocked } from '../parts/StateTag.tsx'
import type { User } from '../people.ts'
import { TurnAway } from './TurnAway.tsx'
import { useLocks } from './useLocks.ts'
import { usePersonActs } from './usePersonActs.ts'

/** What of this person waits for somebody: a request to work here, a name that rests. */
export function PersonNotes({ user }: { user: User }) {
  if (user.status === 'pending_approval') return <Asking user={user} />
  return isLocked(user) ? <Resting user={user} /> : null
}

function Asking({ user }: { user: User }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const acts = usePersonActs(user)
  const locks = useLocks(user)
  const [isRefusing, setRefusing] = useState(false)
  return (
    <div className="grid gap-3">
      <Note tone="warn">
        <span className="[overflow-wrap:anywhere]">{t('asking.note', { name: nameOf(user) })}</span>
      </Note>
      <div className="flex flex-wrap gap-2">
        {can('CREATE_USER') && (
          <Button kind="primary" icon={UserCheck} busy={acts.isBusy} lockedBecause={locks.touch} onClick={acts.approve}>
            {t('asking.approve')}
          </Button>
        )}
        {can('DELETE_USER') && (
          <Button kind="danger" lockedBecause={locks.touch} onClick={() => setRefusing(true)}>
            {t('asking.refuse')}
          </Button>
        )}
      </div>
      <TurnAway user={user} open={isRefusing} onOpenChange={setRefusing} />
    </div>
  )
}

function Resting({ user }: { user: User }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const { time } = useFormat()
  const acts = usePersonActs(user)
  const locks = useLocks(user)
  return (
    <Note
      tone="danger"
      icon={Lock}
      action={
        can('UPDATE_USER') && (
          <Button size="sm" busy={acts.isBusy} lockedBecause={locks.touch} onClick={acts.unlock}>
            {t('unlock.button')}
          </Button>
        )
      }
    >
      {t('unlock.note', { time: time(user.locked_until as string) })}
    </Note>
  )
}
