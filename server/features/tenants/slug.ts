import { invalid } from '../../platform/errors.ts'
import { slugOf } from '../../platform/fold.ts'

/** Host names that are, or may become, the operator's own. */
const reserved = new Set(
  'www api app admin platform localhost mail smtp imap ftp ns1 ns2 static assets cdn docs status ws'.split(' '),
)

/** A chosen slug, as it is. Throws 400 on `slug` when it cannot be part of a domain or belongs to another company. */
export function assertSlugIsFree(slug: string, taken: ReadonlySet<string>): string {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slug))
    throw invalid(
      'slug',
      'Send lower-case letters, digits and hyphens, at most 63, beginning and ending with no hyphen.',
    )
  if (reserved.has(slug) || taken.has(slug)) throw invalid('slug', 'This slug is taken. Choose another.')
  return slug
}

/** The first of `name`, `name-2`, `name-3` … that no other company has. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const base = slugOf(name)
  if (!reserved.has(base) && !taken.has(base)) return base
  for (let suffix = 2; ; suffix++) if (!taken.has(`${base}-${suffix}`)) return `${base}-${suffix}`
}
