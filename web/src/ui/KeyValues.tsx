import clsx from 'clsx'
import { Fragment, type ReactNode } from 'react'

/** Facts: what it is called, what it is. Pairs that are false, null or undefined are left out. */
export function KeyValues({
  items,
  className,
}: {
  items: readonly (readonly [label: string, value: ReactNode] | false | null | undefined)[]
  className?: string
}) {
  return (
    <dl className={clsx('facts', className)}>
      {items.map(
        pair =>
          pair && (
            <Fragment key={pair[0]}>
              <dt>{pair[0]}</dt>
              <dd>{pair[1] ?? '–'}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
