import { type ComponentProps, lazy, type ReactElement, type ReactNode, Suspense } from 'react'
import { useLate } from './late.ts'

const load = () => import('./late/Popover.tsx')
const OpenPopover = lazy(() => load().then(({ OpenPopover }) => ({ default: OpenPopover })))

export type PopoverProps = {
  /** A button: it opens the popover and gets its ARIA. */
  trigger: ReactElement<ComponentProps<'button'>>
  /** Its name for screen readers. */
  label: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  className?: string | undefined
  children: ReactNode
}

/** A few controls or facts beside the button that opens them. */
export function Popover({ trigger, ...rest }: PopoverProps) {
  const { open, onOpenChange } = rest
  const { isAsked, waiting } = useLate(load, 'dialog', open)
  const button = waiting(trigger, () => onOpenChange?.(true))
  return <Suspense fallback={button}>{isAsked ? <OpenPopover {...rest} trigger={trigger} /> : button}</Suspense>
}
