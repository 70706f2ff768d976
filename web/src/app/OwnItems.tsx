import { useNavigate } from '@tanstack/react-router'
import { LogOut, Monitor, UserRound } from 'lucide-react'
import { useTranslation } from '../lib/translation.ts'
import { MenuItem } from '../ui/Menu.tsx'
import { signOut } from './session.ts'

export type OwnPlaces = { profile: string; sessions: string }

/** One's profile, one's sessions, the way out. */
export function OwnItems({ profile, sessions }: OwnPlaces) {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  return (
    <>
      <MenuItem icon={UserRound} onSelect={() => void navigate({ to: profile })}>
        {t('shell.profile')}
      </MenuItem>
      <MenuItem icon={Monitor} onSelect={() => void navigate({ to: sessions })}>
        {t('shell.sessions')}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => void signOut()}>
        {t('shell.signOut')}
      </MenuItem>
    </>
  )
}
