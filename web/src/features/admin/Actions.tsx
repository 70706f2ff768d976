import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Menu, MenuItem, MenuLine } from '../../ui/index.ts'
import { DeedDialog } from './DeedDialog.tsx'
import { type Deed, deedsOn, type Removal, removalOf } from './deeds.ts'
import { useTitleText } from './FieldValue.tsx'
import { companyOf, type Model, type Row } from './models.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { useDeed, useDeedWords } from './useDeed.ts'

type Props = { model: Model; row: Row; company: unknown }

/** What can be done with a record as it is now, besides changing it: what it waits for as a button, the rest in a menu. */
export function Actions({ model, row, company }: Props) {
  const { user, tenant } = useSession()
  const words = useDeedWords()
  const me = { id: user.id, tenant }
  const deeds = deedsOn(model, row, me)
  const removal = removalOf(model, row, me)
  const [asked, ask] = useState<Deed | Removal | null>(null)
  const whose = companyOf(model, row, company)
  const { act, isBusy } = useDeed({ model, row, company: whose, name: useTitleText(model, row, whose) })
  const others = deeds.filter(({ isPrimary }) => !isPrimary)
  const Others = others.length + (removal ? 1 : 0) > most ? InMenu : AsButtons
  const about = { model, row, company: whose, close: () => ask(null) }
  const press = (deed: Deed) => (deed.asks ? ask(deed) : void act(deed))
  return (
    <>
      <Others deeds={others} removal={removal} press={press} remove={ask} />
      {deeds
        .filter(({ isPrimary }) => isPrimary)
        .map(deed => (
          <Button key={deed.name} kind="primary" busy={isBusy} onClick={() => press(deed)}>
            {words.button(deed)}
          </Button>
        ))}
      {asked &&
        ('action' in asked ? <DeedDialog {...about} deed={asked} /> : <RemoveDialog {...about} removal={asked} />)}
    </>
  )
}

/** As many stand beside each other. */
const most = 2

type OthersProps = {
  deeds: readonly Deed[]
  removal: Removal | null
  press: (deed: Deed) => void
  remove: (removal: Removal) => void
}

function AsButtons({ deeds, removal, press, remove }: OthersProps) {
  const { t } = useTranslation('admin')
  const words = useDeedWords()
  return (
    <>
      {removal && (
        <Button
          kind="danger"
          lockedBecause={removal.lockedBecause ? t(`removal.${removal.lockedBecause}`) : null}
          onClick={() => remove(removal)}
        >
          {t(`removal.${removal.name}.button`)}
        </Button>
      )}
      {deeds.map(deed => (
        <Button key={deed.name} onClick={() => press(deed)}>
          {words.button(deed)}
        </Button>
      ))}
    </>
  )
}

function InMenu({ deeds, removal, press, remove }: OthersProps) {
  const { t } = useTranslation('admin')
  const words = useDeedWords()
  return (
    <Menu
      trigger={
        <Button icon={Ellipsis} aria-label={t('more')}>
          <span className="max-desk:sr-only">{t('more')}</span>
        </Button>
      }
    >
      {deeds.map(deed => (
        <MenuItem key={deed.name} onSelect={() => press(deed)}>
          {words.button(deed)}
        </MenuItem>
      ))}
      {removal && (
        <>
          <MenuLine />
          <MenuItem danger onSelect={() => remove(removal)}>
            {t(`removal.${removal.name}.button`)}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

/** At the end of a list's row: what the record waits for. */
export function RowActions({ model, row, company }: Props) {
  const { user, tenant } = useSession()
  const words = useDeedWords()
  const whose = companyOf(model, row, company)
  const name = useTitleText(model, row, whose)
  const { act, isBusy } = useDeed({ model, row, company: whose, name })
  const deeds = deedsOn(model, row, { id: user.id, tenant }).filter(({ isPrimary, asks }) => isPrimary && !asks)
  return deeds.map(deed => (
    <Button
      key={deed.name}
      size="sm"
      data-steady=""
      busy={isBusy}
      aria-label={`${words.button(deed)}: ${name}`}
      onClick={() => void act(deed)}
    >
      {words.button(deed)}
    </Button>
  ))
}
