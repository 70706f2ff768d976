import { UserCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { onHint } from '../../../app/live.ts'
import { useCan } from '../../../app/session.ts'
import { useList } from '../../../lib/list.ts'
import { nameOf } from '../../../lib/names.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, Button, Sheet, When } from '../../../ui/index.ts'
import { type User, usersPath } from '../people.ts'
import { TurnAway } from '../person/TurnAway.tsx'
import { useLocks } from '../person/useLocks.ts'
import { usePersonActs } from '../person/usePersonActs.ts'
import { useRoleName } from '../words.ts'

/** Whoever asked to work here, above everybody else; nobody asks → nothing is shown. */
export function AskingQueue({ open }: { open: (user: User) => void }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const asked = { status: 'pending_approval', ordering: 'created_at', page_size: 20 }
  const { rows, count } = useList<User>(usersPath, asked, { enabled: can('CREATE_USER') })
  useEffect(() => onHint(({ type }) => void (type === 'notification.created' && invalidatePaths([usersPath]))), [])
  if (rows.length === 0) return null
  return (
    <Sheet title={t('asking.title', { count })} flush>
      <ul>
        {rows.map(user => (
          <Asking key={user.id} user={user} open={() => open(user)} />
        ))}
      </ul>
    </Sheet>
  )
}

function Asking({ user, open }: { user: User; open: () => void }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const acts = usePersonActs(user)
  const locks = useLocks(user)
  const roleName = useRoleName()
  const [isRefusing, setRefusing] = useState(false)
  const name = nameOf(user)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-border px-4 py-3">
      <Avatar name={name} />
      <div className="min-w-0 flex-1 basis-48">
        <button type="button" className="link block max-w-full truncate text-start" onClick={open}>
          {t('asking.who', { name })}
        </button>
        <small className="block truncate text-muted-foreground">
          {t('asking.as', { role: roleName(user.role), email: user.email })} · <When iso={user.created_at} />
        </small>
      </div>
      <div className="flex flex-wrap gap-2">
        {can('DELETE_USER') && (
          <Button kind="danger" lockedBecause={locks.touch} onClick={() => setRefusing(true)}>
            {t('asking.refuse')}
          </Button>
        )}
        <Button icon={UserCheck} busy={acts.isBusy} lockedBecause={locks.touch} onClick={acts.approve}>
          {t('asking.approve')}
        </Button>
      </div>
      <TurnAway user={user} open={isRefusing} onOpenChange={setRefusing} />
    </li>
  )
}
