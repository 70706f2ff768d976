import { useId } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar } from '../../../ui/index.ts'

/** Hues only: the stamp sets lightness and strength so that its letters can be read. */
const colours = {
  brass: '#b8802a',
  olive: '#6f7f1f',
  spruce: '#0b5f52',
  blue: '#2f6fb0',
  violet: '#5b52b8',
  plum: '#8f4590',
  brick: '#b3402f',
  slate: '#5f6b70',
} as const

type StampColourProps = { name: string; value: string | null; onChange: (colour: string | null) => void }

export function StampColour({ name, value, onChange }: StampColourProps) {
  const { t } = useTranslation('accounts')
  const group = useId()
  const listed = Object.entries(colours)
  const isOwn = value !== null && !listed.some(([, colour]) => colour === value.toLowerCase())
  const options = [
    { label: t('profile.colourNone'), colour: null },
    ...listed.map(([key, colour]) => ({ label: t(`profile.colours.${key}`), colour })),
    ...(isOwn ? [{ label: t('profile.colourOwn'), colour: value }] : []),
  ]
  return (
    <div role="radiogroup" aria-label={t('profile.colour')} className="flex flex-wrap gap-2">
      {options.map(({ label, colour }) => (
        <label
          key={colour ?? 'none'}
          title={label}
          className="grid cursor-pointer place-items-center rounded-lg border border-transparent p-1 hover:bg-hover has-checked:border-primary has-checked:bg-spruce-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            className="sr-only"
            name={group}
            checked={value?.toLowerCase() === colour?.toLowerCase()}
            onChange={() => onChange(colour)}
          />
          <Avatar name={name} colour={colour} className="size-9 text-13 max-desk:size-10" />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </div>
  )
}
