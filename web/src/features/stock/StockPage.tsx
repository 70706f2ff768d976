import { ArrowLeftRight, Plus, SlidersHorizontal } from 'lucide-react'
import { useCan } from '../../app/session.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, PageHead, useKey } from '../../ui/index.ts'
import { type Tab, tabs, useStockAddress } from './address.ts'
import { LevelsTab } from './levels/LevelsTab.tsx'
import { LocationDialog } from './locations/LocationDialog.tsx'
import { LocationsTab } from './locations/LocationsTab.tsx'
import { MoveDrawer } from './moves/MoveDrawer.tsx'
import { MovesTab } from './moves/MovesTab.tsx'
import { ReverseDialog } from './moves/ReverseDialog.tsx'
import { AdjustDialog } from './parts/AdjustDialog.tsx'
import { SegLink } from './parts/SegLink.tsx'
import { TransferDialog } from './parts/TransferDialog.tsx'
import { ReceiveDialog } from './transfers/ReceiveDialog.tsx'
import { TransfersTab } from './transfers/TransfersTab.tsx'

const contents = { levels: LevelsTab, moves: MovesTab, transfers: TransfersTab, locations: LocationsTab }

/** What is where, how it came there, what is on its way, and the places themselves. */
export default function StockPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const address = useStockAddress()
  const shown = tabs.filter(tab => tab !== 'locations' || can('VIEW_LOCATIONS'))
  const tab = shown.find(one => one === address.tab) ?? 'levels'
  const Content = contents[tab]
  return (
    <>
      <PageHead title={t('title')} actions={<Actions tab={tab} open={address.open} />} />
      <nav className="seg self-start" aria-label={t('tabs.label')}>
        {shown.map(value => (
          <SegLink
            key={value}
            to="/app/stock"
            search={value === 'levels' ? {} : { tab: value }}
            isCurrent={value === tab}
          >
            {t(`tabs.${value}`)}
          </SegLink>
        ))}
      </nav>
      <Content key={tab} search={address.search} onSearch={address.onSearch} open={address.open} />
      <Dialogs address={address} />
    </>
  )
}

type Address = ReturnType<typeof useStockAddress>

function Actions({ tab, open }: { tab: Tab; open: Address['open'] }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const [mayAdjust, mayTransfer, mayAdd] = [
    can('ADJUST_STOCK'),
    can('TRANSFER_STOCK'),
    can('CREATE_LOCATION') && tab === 'locations',
  ]
  const act = mayAdd ? 'location' : 'adjust'
  useKey('c', () => open(act), { enabled: mayAdd || mayAdjust })
  return (
    <>
      {mayTransfer && !mayAdd && (
        <Button icon={ArrowLeftRight} onClick={() => open('transfer')}>
          {t('transfer.button')}
        </Button>
      )}
      {mayAdjust && !mayAdd && (
        <Button kind="primary" icon={SlidersHorizontal} kbd="C" onClick={() => open('adjust')}>
          {t('adjust.button')}
        </Button>
      )}
      {mayAdd && (
        <Button kind="primary" icon={Plus} kbd="C" onClick={() => open('location')}>
          {t('locations.add')}
        </Button>
      )}
    </>
  )
}

function Dialogs({ address: { doing, target, open, close } }: { address: Address }) {
  const can = useCan()
  if (doing === 'adjust' && can('ADJUST_STOCK')) return <AdjustDialog target={target} close={close} />
  if (doing === 'transfer' && can('TRANSFER_STOCK')) return <TransferDialog target={target} close={close} />
  if (doing === 'move' && target.id) return <MoveDrawer id={target.id} open={open} close={close} />
  if (doing === 'reverse' && can('ADJUST_STOCK') && target.id) return <ReverseDialog id={target.id} close={close} />
  if (doing === 'receive' && can('TRANSFER_STOCK') && target.id) return <ReceiveDialog id={target.id} close={close} />
  if (doing === 'location' && can(target.id ? 'UPDATE_LOCATION' : 'CREATE_LOCATION'))
    return <LocationDialog key={target.id} id={target.id} close={close} />
  return null
}
