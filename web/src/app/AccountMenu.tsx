import { Menu } from '../ui/Menu.tsx'
import { Me } from './Me.tsx'
import { OwnItems, type OwnPlaces } from './OwnItems.tsx'

/** What concerns only whoever is signed in. A chunk of its own, asked for by whoever opens it. */
export default function AccountMenu(places: OwnPlaces) {
  return (
    <Menu align="start" side="top" defaultOpen trigger={<Me />}>
      <OwnItems {...places} />
    </Menu>
  )
}
