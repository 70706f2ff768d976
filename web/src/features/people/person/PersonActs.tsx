import { KeyRound, Pencil, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { useCan, useSession } from '../../../app/session.ts'
import { newKey } from '../../../lib/key.ts'
import { nameOf } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ButtonLink, ConfirmDialog } from '../../../ui/index.ts'
import { OnceShown } from '../parts/OnceShown.tsx'
import type { User, UserWithPassword } from '../people.ts'
import { useLocks } from './useLocks.ts'
import { usePersonActs } from './usePersonActs.ts'

/** At the foot of the drawer: what one may do with this person. One's own account is changed on one's own page. */
export function PersonActs({ user, edit }: { user: User; edit: () => void }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const { user: me } = useSession()
  const locks = useLocks(user)
  if (me.id === user.id) return <ButtonLink to="/app/profile">{t('ownProfile')}</ButtonLink>
  return (
    <>
      <Standing user={user} />
      {can('UPDATE_USER') && user.status !== 'pending_approval' && <ResetPassword user={user} />}
      {can('UPDATE_USER') && (
        <Button icon={Pencil} lockedBecause={locks.touch} onClick={edit}>
          {t('edit.button')}
        </Button>
      )}
    </>
  )
}

function Standing({ user }: { user: User }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const locks = useLocks(user)
  const acts = usePersonActs(user)
  if (user.status === 'inactive')
    return (
      can('UPDATE_USER') && (
        <Button
          className="me-auto"
          icon={UserCheck}
          busy={acts.isBusy}
          lockedBecause={locks.touch}
          onClick={acts.reactivate}
        >
          {t('reactivate.button')}
        </Button>
      )
    )
  if (user.status !== 'active' || !can('DELETE_USER')) return null
  return (
    <Button
      kind="danger"
      className="me-auto"
      icon={UserX}
      busy={acts.isBusy}
      lockedBecause={locks.touch ?? locks.lastOwner}
      onClick={acts.deactivate}
    >
      {t('deactivate.button')}
    </Button>
  )
}

function ResetPassword({ user }: { user: User }) {
  const { t } = useTranslation('people')
  const locks = useLocks(user)
  const acts = usePersonActs(user)
  const [once, setOnce] = useState<string | null>(null)
  const [made, setMade] = useState<UserWithPassword | null>(null)
  const name = nameOf(user)
  return (
    <>
      <Button icon={KeyRound} lockedBecause={locks.password} onClick={() => setOnce(newKey())}>
        {t('reset.button')}
      </Button>
      <ConfirmDialog
        open={once !== null}
        onOpenChange={open => !open && setOnce(null)}
        title={t('reset.title', { name })}
        confirm={t('reset.confirm')}
        cancel={t('common:act.cancel')}
        kind="primary"
        onConfirm={async () => setMade(await acts.resetPassword(once as string))}
      >
        <p className="[overflow-wrap:anywhere]">{t('reset.text', { name })}</p>
      </ConfirmDialog>
      {made && <OnceShown user={made} title={t('reset.done', { name })} close={() => setMade(null)} />}
    </>
  )
}
