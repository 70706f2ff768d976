import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { isOpen, places } from './navigation.ts'
import { closeOverlay } from './overlays.ts'
import { useCan } from './session.ts'

const general = [
  ['palette', 'Ctrl K'],
  ['search', '/'],
  ['new', 'C'],
  ['move', 'J', 'K'],
  ['open', '↵'],
  ['select', 'X'],
  ['approve', 'A'],
  ['reject', 'R'],
  ['undo', 'U'],
  ['save', 'Ctrl ↵'],
  ['escape', 'Esc'],
  ['all', '?'],
] as const

/** The sheet of all keys. */
export default function Keys() {
  const { t } = useTranslation('common')
  const can = useCan()
  return (
    <Dialog open title={t('keys.title')} onOpenChange={closeOverlay}>
      <dl className="facts">
        {general.map(([name, ...keys]) => (
          <Line key={name} label={t(`keys.${name}`)} keys={keys} />
        ))}
        {places
          .filter(place => isOpen(place, can))
          .map(({ name, key }) => (
            <Line key={name} label={t(`nav.${name}`)} keys={['G', key.toUpperCase()]} />
          ))}
      </dl>
    </Dialog>
  )
}

function Line({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="flex justify-end gap-1">
        {keys.map(key => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </>
  )
}
