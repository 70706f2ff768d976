import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to a page of another feature, by its address. */
export function PlaceLink({
  to,
  className = 'link',
  children,
}: {
  to: string
  className?: string
  children: ReactNode
}) {
  return (
    <Link {...({ to } as LinkProps)} className={className}>
      {children}
    </Link>
  )
}
