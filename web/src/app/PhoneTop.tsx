import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { lazy } from 'react'
import { Bell } from '../features/notifications/parts/Bell.tsx'
import { useTranslation } from '../lib/translation.ts'
import { Mark } from '../ui/Mark.tsx'
import { LateMenu } from './LateMenu.tsx'
import { MoreButton } from './MoreButton.tsx'
import type { OwnPlaces } from './OwnItems.tsx'
import { openPalette } from './overlays.ts'
import type { TabGroup } from './Spine.tsx'

const loadMenu = () => import('./MoreMenu.tsx')
const MoreMenu = lazy(loadMenu)

type Props = OwnPlaces & { house: string; home: string; groups: TabGroup[] }

/** On a phone: whose books these are, find, the bell, everything else. */
export function PhoneTop({ house, home, groups, ...places }: Props) {
  const { t } = useTranslation('console')
  return (
    <header className="mtop">
      <Link to={home} aria-label={house} className="flex min-w-0 flex-1 items-center gap-2.5">
        <Mark size={22} onSpine />
        <b className="truncate">{house}</b>
      </Link>
      <button type="button" className="btn" aria-label={t('shell.find')} onClick={openPalette}>
        <Search aria-hidden />
      </button>
      <Bell />
      <LateMenu button={MoreButton} load={loadMenu}>
        <MoreMenu tabs={groups.flatMap(group => group.tabs)} {...places} />
      </LateMenu>
    </header>
  )
}
