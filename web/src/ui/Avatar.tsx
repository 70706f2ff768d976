import clsx from 'clsx'
import { useFormat } from '../lib/format.ts'
import { Mark } from './Mark.tsx'

const tints = ['avatar-brass', 'avatar-spruce', 'avatar-brick', 'avatar-blue', ''] as const

type AvatarProps = {
  name: string
  /** The colour that the person chose, #rrggbb; else one by the name. */
  colour?: string | null
  size?: 'sm' | 'md' | 'lg'
  src?: string | null
  className?: string
}

/** A person's stamp. Decoration: the name stands beside it. */
export function Avatar({ name, colour, size = 'md', src, className }: AvatarProps) {
  const { initials } = useFormat()
  const own = colour && /^#[\da-f]{6}$/i.test(colour) ? colour : null
  const look = clsx('avatar', size !== 'md' && `avatar-${size}`, !own && tints[hash(name) % tints.length], className)
  if (src) return <img className={look} src={src} alt="" />
  return (
    <span className={look} style={own ? tintOf(own) : undefined} aria-hidden>
      {initials(name)}
    </span>
  )
}

/** The stamp of what the system did by itself. */
export function SystemStamp() {
  return (
    <span className="avatar" aria-hidden>
      <Mark size={16} />
    </span>
  )
}

/** Their colour's hue at our lightness, so that the letters can always be read. */
const tintOf = (colour: string) => ({
  background: `oklch(from ${colour} 0.88 min(c, 0.06) h)`,
  color: `oklch(from ${colour} 0.34 min(c, 0.09) h)`,
})

const hash = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7)
