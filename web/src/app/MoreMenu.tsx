import { useNavigate } from '@tanstack/react-router'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { MoreButton } from './MoreButton.tsx'
import { OwnItems, type OwnPlaces } from './OwnItems.tsx'
import type { Tab } from './Spine.tsx'

/** On a phone: everything that has no tab below. */
export default function MoreMenu({ tabs, ...places }: OwnPlaces & { tabs: Tab[] }) {
  const navigate = useNavigate()
  return (
    <Menu defaultOpen trigger={<MoreButton />}>
      {tabs.map(({ name, to, search, icon }) => (
        <MenuItem key={name} icon={icon} onSelect={() => void navigate({ to, search: search ?? {} })}>
          {name}
        </MenuItem>
      ))}
      <MenuLine />
      <OwnItems {...places} />
    </Menu>
  )
}
