import { useTranslation } from '../lib/translation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { isOpen, places } from './navigation.ts'
import { closeOverlay } from './overlays.ts'
import { platformPlaces } from './platformPlaces.ts'
import { useCan, useSession } from './session.ts'

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

/** What only lists of a company have. */
const ofCompanies: ReadonlySet<string> = new Set(['select', 'approve', 'reject', 'undo'])

/** The sheet of all keys. */
export default function Keys() {
  const { t } = useTranslation(['palette', 'console'])
  const can = useCan()
  const { isPlatformAdmin } = useSession()
  const here = isPlatformAdmin ? platformPlaces : places.filter(place => isOpen(place, can))
  const pressed = isPlatformAdmin ? general.filter(([name]) => !ofCompanies.has(name)) : general
  return (
    <Dialog open title={t('keys.title')} onOpenChange={closeOverlay}>
      <dl className="facts">
        {pressed.map(([name, ...keys]) => (
          <Line key={name} label={t(`keys.${name}`)} keys={keys} />
        ))}
        {here.map(({ name, key }) => (
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
