import { type ComponentProps, type ComponentType, type ReactNode, Suspense } from 'react'
import { useLate } from '../ui/late.ts'

type Props = {
  /** What stands there until the menu is asked for. */
  button: ComponentType<ComponentProps<'button'>>
  load: () => Promise<unknown>
  /** The menu, open from the start. */
  children: ReactNode
}

/** A menu whose contents, too, are loaded when it is asked for. */
export function LateMenu({ button: Button, load, children }: Props) {
  const { isAsked, waiting } = useLate(load, 'menu')
  const button = waiting(<Button />)
  return <Suspense fallback={button}>{isAsked ? children : button}</Suspense>
}
