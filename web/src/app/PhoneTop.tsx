import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bell } from '../features/notifications/parts/Bell.tsx'
import { Mark } from '../ui/Mark.tsx'
import { MoreButton } from './MoreButton.tsx'
import type { OwnPlaces } from './OwnItems.tsx'
import { openPalette } from './overlays.ts'
import type { TabGroup } from './Spine.tsx'

const MoreMenu = lazy(() => import('./MoreMenu.tsx'))

type Props = OwnPlaces & { house: string; home: string; groups: TabGroup[] }

/** On a phone: whose books these are, find, the bell, everything else. */
export function PhoneTop({ house, home, groups, ...places }: Props) {
  const { t } = useTranslation('common')
  const [isAsked, ask] = useState(false)
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
      <Suspense fallback={<MoreButton onClick={() => ask(true)} />}>
        <MoreMenu isAsked={isAsked} tabs={groups.flatMap(group => group.tabs)} {...places} />
      </Suspense>
    </header>
  )
}
