import { type ComponentProps, type ComponentType, lazy, type ReactElement, type ReactNode, Suspense } from 'react'
import type * as Parts from './late/Menu.tsx'
import { useLate } from './late.ts'

const load = () => import('./late/Menu.tsx')

/** The parts of a menu are drawn in one that is open, so that whoever shows its button alone need not load them. */
function part<Name extends keyof typeof Parts>(name: Name) {
  type Part = ComponentType<ComponentProps<(typeof Parts)[Name]>>
  return lazy(() => load().then(parts => ({ default: parts[name] as Part })))
}

const OpenMenu = part('OpenMenu')
export const MenuItem = part('MenuItem')
export const MenuLink = part('MenuLink')
export const MenuCheck = part('MenuCheck')
export const MenuLabel = part('MenuLabel')
export const MenuLine = part('MenuLine')

export type MenuProps = {
  /** A button: it opens the menu and gets its ARIA. */
  trigger: ReactElement<ComponentProps<'button'>>
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  children: ReactNode
}

/** `defaultOpen`: it was asked for while it was being loaded. */
export function Menu({ trigger, defaultOpen = false, ...rest }: MenuProps & { defaultOpen?: boolean }) {
  const { isAsked, waiting } = useLate(load, 'menu', defaultOpen)
  const button = waiting(trigger)
  return <Suspense fallback={button}>{isAsked ? <OpenMenu {...rest} trigger={trigger} /> : button}</Suspense>
}
