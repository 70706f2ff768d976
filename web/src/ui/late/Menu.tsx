import clsx from 'clsx'
import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Kbd } from '../Kbd.tsx'
import type { MenuProps } from '../Menu.tsx'
import { type LinkTo, RouterLink } from '../RouterLink.tsx'

/** What ui/Menu.tsx loads for the first press on its button: open from the start, therefore. */
export function OpenMenu({ trigger, align = 'end', side = 'bottom', children }: MenuProps) {
  const { i18n } = useTranslation()
  return (
    <Radix.Root dir={i18n.dir()} modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" align={align} side={side} sideOffset={4} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type ItemProps = { icon?: LucideIcon; kbd?: string; danger?: boolean; children: ReactNode }

export function MenuItem({
  icon,
  kbd,
  danger,
  disabled,
  onSelect,
  children,
}: ItemProps & { disabled?: boolean; onSelect: () => void }) {
  return (
    <Radix.Item className={clsx('menu-item', danger && 'danger')} disabled={disabled} onSelect={onSelect}>
      <Inside icon={icon} kbd={kbd}>
        {children}
      </Inside>
    </Radix.Item>
  )
}

export function MenuLink({ icon, kbd, danger, children, ...link }: ItemProps & LinkTo) {
  return (
    <Radix.Item className={clsx('menu-item', danger && 'danger')} asChild>
      <RouterLink {...link}>
        <Inside icon={icon} kbd={kbd}>
          {children}
        </Inside>
      </RouterLink>
    </Radix.Item>
  )
}

/** An item that is on or off; the menu stays open. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}) {
  return (
    <Radix.CheckboxItem
      className="menu-item"
      checked={checked}
      onCheckedChange={onChange}
      onSelect={event => event.preventDefault()}
    >
      <span className="grid w-4 place-items-center">{checked && <Check aria-hidden />}</span>
      <span className="min-w-0">{children}</span>
    </Radix.CheckboxItem>
  )
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="menu-label">{children}</Radix.Label>
)

export const MenuLine = () => <Radix.Separator className="menu-line" />

function Inside({ icon: Icon, kbd, children }: Pick<ItemProps, 'icon' | 'kbd' | 'children'>) {
  return (
    <>
      {Icon && <Icon aria-hidden />}
      <span className="min-w-0">{children}</span>
      {kbd && <Kbd hidden>{kbd}</Kbd>}
    </>
  )
}
