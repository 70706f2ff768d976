import clsx from 'clsx'
import { Popover as Radix } from 'radix-ui'
import type { PopoverProps } from '../Popover.tsx'

/** What ui/Popover.tsx loads for the first press on its button: open from the start, therefore. */
export function OpenPopover({ trigger, label, align = 'start', className, children, ...state }: PopoverProps) {
  return (
    <Radix.Root defaultOpen {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={clsx('popover', className)}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
