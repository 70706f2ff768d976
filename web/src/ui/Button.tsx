import clsx from 'clsx'
import { Ellipsis, Lock, type LucideIcon } from 'lucide-react'
import { type ComponentProps, type MouseEvent, type ReactNode, type SyntheticEvent, useId } from 'react'
import { Kbd } from './Kbd.tsx'

export type ButtonKind = 'primary' | 'plain' | 'danger' | 'danger-solid' | 'bare'
export type ButtonSize = 'sm' | 'md' | 'lg'

export type ButtonLook = {
  kind?: ButtonKind
  size?: ButtonSize
  icon?: LucideIcon
  /** The key that does the same; hidden on touch. */
  kbd?: string
}

export type ButtonProps = ComponentProps<'button'> &
  ButtonLook & {
    /** Its work is under way: a second press does nothing. */
    busy?: boolean
    /** Why it cannot be pressed now and who can help; empty means that it can. */
    lockedBecause?: string | null
  }

/** A verb and its object. One primary per view, at the end. */
export function Button({
  kind,
  size,
  icon,
  kbd,
  busy = false,
  lockedBecause,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const isStill = busy || Boolean(lockedBecause)
  const button = (
    <button
      type="button"
      {...rest}
      className={clsx(buttonClass({ kind, size }), className)}
      onClick={isStill ? stay : onClick}
      {...(lockedBecause && { onPointerEnter: keepInView, onFocus: keepInView })}
      aria-busy={busy || undefined}
      aria-disabled={lockedBecause ? true : rest['aria-disabled']}
      aria-describedby={lockedBecause ? reasonId : rest['aria-describedby']}
      aria-keyshortcuts={kbd ? shortcutName(kbd) : undefined}
    >
      <ButtonInside icon={busy ? Ellipsis : lockedBecause ? Lock : icon} kbd={lockedBecause ? undefined : kbd}>
        {rest.children}
      </ButtonInside>
    </button>
  )
  if (!lockedBecause) return button
  return (
    <span className="locked">
      {button}
      <span className="locked-reason" id={reasonId}>
        {lockedBecause}
      </span>
    </span>
  )
}

/** A button of one picture: ×, …, bell, theme, eye. `label` is its name. */
export function IconButton({
  label,
  icon,
  kind = 'bare',
  className,
  ...rest
}: Omit<ButtonProps, 'children' | 'icon' | 'kbd'> & { label: string; icon: LucideIcon }) {
  return (
    <Button
      {...rest}
      kind={kind}
      icon={icon}
      className={clsx('btn-icon', className)}
      aria-label={label}
      title={rest.title ?? label}
    />
  )
}

export function ButtonInside({
  icon: Icon,
  kbd,
  children,
}: Pick<ButtonLook, 'icon' | 'kbd'> & { children?: ReactNode }) {
  return (
    <>
      {Icon && <Icon aria-hidden />}
      {children}
      {kbd && <Kbd hidden>{kbd}</Kbd>}
    </>
  )
}

export function buttonClass({ kind = 'plain', size = 'md' }: Pick<ButtonLook, 'kind' | 'size'>): string {
  return clsx('btn', kind !== 'plain' && `btn-${kind}`, size !== 'md' && `btn-${size}`)
}

/** As ARIA writes keys: "Ctrl K" is Control+K. */
export const shortcutName = (kbd: string): string =>
  kbd.replace('Ctrl', 'Control').replaceAll(' ', '+').replace('↵', 'Enter')

/** Disabled by ARIA, not by attribute, so that the reason stays reachable; then a press must be swallowed here, a submit too. */
function stay(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

function keepInView({ currentTarget }: SyntheticEvent<HTMLElement>): void {
  const reason = currentTarget.nextElementSibling as HTMLElement
  reason.style.translate = '0'
  const { left, right } = reason.getBoundingClientRect()
  const edge = document.documentElement.clientWidth - 8
  reason.style.translate = `${left < 8 ? 8 - left : Math.min(0, edge - right)}px`
}
