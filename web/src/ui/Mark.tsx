import clsx from 'clsx'
import { useId } from 'react'

type MarkProps = {
  size?: number
  /** Both parts in the text's colour: for one colour, and below 20 px. */
  plain?: boolean
  /** The round in the text's colour, the tail in brass: on the spine. */
  onSpine?: boolean
  /** Its name where it stands alone; beside a name it is decoration. */
  label?: string
  className?: string
}

/** Four tally strokes cut to a round, the fifth is the tail: a count of five and a Q. */
export function Mark({ size = 28, plain = false, onSpine = false, label, className }: MarkProps) {
  const clip = useId()
  const isPlain = plain || size < 20
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      className={clsx('flex-none', className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <clipPath id={clip}>
        <path d="M16 1a15 15 0 0 1 15 15c0 3.5-1.2 6.6-3.1 9.1L20 17.2 17.2 20l7.9 7.9A15 15 0 1 1 16 1z" />
      </clipPath>
      <path
        clipPath={`url(#${clip})`}
        fill={isPlain || onSpine ? 'currentColor' : 'var(--accent)'}
        d="M2 0h5v32H2zM9.7 0h5v32h-5zM17.3 0h5v32h-5zM25 0h5v32h-5z"
      />
      <path
        d="M21 21 30 30"
        fill="none"
        stroke={isPlain ? 'currentColor' : 'var(--brass)'}
        strokeWidth="4.5"
        strokeLinecap="square"
      />
    </svg>
  )
}

/** The mark and our name. */
export function Logo({ size = 28, className, ...rest }: Omit<MarkProps, 'label'>) {
  return (
    <span className={clsx('inline-flex items-center gap-3', className)}>
      <Mark size={size} {...rest} />
      <b className="type-wide font-bold" style={{ fontSize: size * 0.78 }}>
        Quartermaster
      </b>
    </span>
  )
}
