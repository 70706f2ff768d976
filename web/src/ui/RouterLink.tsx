import { Link } from '@tanstack/react-router'
import type { ComponentProps, ComponentType } from 'react'

/** Where a link of a shared part goes. The router's own type is a union over all routes, too dear to check in every part. */
export type LinkTo = {
  to: string
  params?: Record<string, string | number> | true
  search?: unknown
  hash?: string
  replace?: boolean
  resetScroll?: boolean
}

export const RouterLink = Link as unknown as ComponentType<LinkTo & Omit<ComponentProps<'a'>, 'href' | 'target'>>
