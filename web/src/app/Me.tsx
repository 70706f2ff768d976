import type { ComponentProps } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { useSession } from './session.ts'

/** Whoever is signed in, as a button. */
export function Me(button: ComponentProps<'button'>) {
  const { t } = useTranslation('common')
  const { user } = useSession()
  const name = user.name || user.username
  return (
    <button type="button" {...button} className="spine-me">
      <Avatar name={name} colour={user.avatar_color} />
      <span className="min-w-0">
        <b className="truncate">{name}</b>
        <small className="truncate">{t(`roles.${user.role}`, { defaultValue: user.role })}</small>
      </span>
    </button>
  )
}
