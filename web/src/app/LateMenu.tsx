import { type ComponentProps, type ComponentType, type ReactNode, Suspense, useEffect, useState } from 'react'

type Props = {
  /** What stands there until the menu is asked for. */
  button: ComponentType<ComponentProps<'button'>>
  load: () => Promise<unknown>
  /** The menu, open from the start. */
  children: ReactNode
}

/** A menu that no first view waits for: loaded once a pointer or the focus is near, or when the page has stood for a while. */
export function LateMenu({ button: Button, load, children }: Props) {
  const [isAsked, ask] = useState(false)
  const come = () => void load().catch(() => {})
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => {}), 5000)
    return () => clearTimeout(timer)
  }, [load])
  const button = (
    <Button
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={come}
      onFocus={come}
      onClick={() => {
        come()
        ask(true)
      }}
    />
  )
  return isAsked ? <Suspense fallback={button}>{children}</Suspense> : button
}
