import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ComponentType } from 'react'
import type { LinkTo } from '../../../ui/index.ts'

type SegLinkProps = ComponentProps<'a'> & { isCurrent: boolean }

/** A place among few, as a segment. The router's own idea of "current" forgets the search part; the page knows better. */
export const SegLink = createLink(({ isCurrent, ...rest }: SegLinkProps) => (
  <a {...rest} className="inline-flex items-center max-desk:min-h-11" aria-current={isCurrent ? 'page' : undefined} />
)) as unknown as ComponentType<LinkTo & SegLinkProps>
