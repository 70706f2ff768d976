import { Menu } from '../ui/Menu.tsx'
import { Me } from './Me.tsx'
import { OwnItems, type OwnPlaces } from './OwnItems.tsx'

/** What concerns only whoever is signed in. A chunk of its own: menus are not needed to show a first page. */
export default function AccountMenu({ isAsked, ...places }: OwnPlaces & { isAsked: boolean }) {
  return (
    <Menu align="start" side="top" defaultOpen={isAsked} trigger={<Me />}>
      <OwnItems {...places} />
    </Menu>
  )
}
