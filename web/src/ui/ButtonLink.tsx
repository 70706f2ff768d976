import { createLink } from '@tanstack/react-router'
import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { ButtonInside, type ButtonLook, buttonClass, shortcutName } from './Button.tsx'

type AnchorProps = Omit<ComponentProps<'a'>, 'children'> & ButtonLook & { children?: React.ReactNode }

function Anchor({ kind, size, icon, kbd, className, children, ...rest }: AnchorProps) {
  return (
    <a
      {...rest}
      className={clsx(buttonClass({ kind, size }), className)}
      aria-keyshortcuts={kbd ? shortcutName(kbd) : undefined}
    >
      <ButtonInside icon={icon} kbd={kbd}>
        {children}
      </ButtonInside>
    </a>
  )
}

/** Looks like a button, goes to a page: takes the router's `to`, `params` and `search`. */
export const ButtonLink = createLink(Anchor)
