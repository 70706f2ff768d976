import { api } from '../../../lib/api.ts'
import { nameOf } from '../../../lib/names.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ConfirmDialog, toast } from '../../../ui/index.ts'
import { touched, type User, userPath } from '../people.ts'

type TurnAwayProps = { user: User; open: boolean; onOpenChange: (open: boolean) => void }

/** Asked first: a request that was turned away does not wait again by an undo. */
export function TurnAway({ user, open, onOpenChange }: TurnAwayProps) {
  const { t } = useTranslation('people')
  const name = nameOf(user)
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('asking.refuseTitle', { name })}
      confirm={t('asking.refuseConfirm', { name })}
      cancel={t('asking.keep')}
      onConfirm={async () => {
        await api.delete(userPath(user.id), { version: user.version })
        await invalidatePaths(touched)
        toast(t('asking.refused', { name }))
      }}
    >
      <p className="[overflow-wrap:anywhere]">{t('asking.refuseText', { name })}</p>
    </ConfirmDialog>
  )
}
