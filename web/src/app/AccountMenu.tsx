import { Menu } from '../ui/Menu.tsx'
import { Me } from './Me.tsx'
import { OwnItems, type OwnPlaces } from './OwnItems.tsx'

/** What concerns only whoever is signed in. A chunk of its own: menus are not needed to show a first page. */
export default function AccountMenu(places: OwnPlaces) {
  return (
    <Menu align="start" side="top" trigger={<Me />}>
      <OwnItems {...places} />
    </Menu>
  )
}
