import { Bell, Check, Download, Ellipsis, Moon, Plus, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../Button.tsx'
import { ButtonLink } from '../ButtonLink.tsx'
import { Segmented } from '../choices.tsx'
import { Kbd } from '../Kbd.tsx'
import { SearchInput } from '../SearchInput.tsx'
import { Sheet } from '../Sheet.tsx'
import { TabPanel, Tabs } from '../Tabs.tsx'

export function KitControls() {
  return (
    <>
      <Sheet title="Buttons">
        <div className="grid gap-3">
          <Row>
            <Button kind="primary" icon={Check} kbd="A">
              Approve 7
            </Button>
            <Button icon={Download}>Export</Button>
            <Button kind="danger" icon={X}>
              Reject
            </Button>
            <Button kind="danger-solid">Delete company</Button>
            <Button kind="bare">Cancel</Button>
          </Row>
          <Row>
            <Button lockedBecause="The order is not approved yet. Rohan or Meera can approve it.">Fulfil</Button>
            <Button kind="primary" busy>
              Save for 6 people
            </Button>
            <Button disabled>Next</Button>
            <ButtonLink to={'/' as never} icon={Plus} kind="primary">
              New product
            </ButtonLink>
          </Row>
          <Row>
            <Button size="sm">Small</Button>
            <Button size="sm" kind="primary" icon={Plus}>
              Small
            </Button>
            <Button size="lg" kind="primary">
              Large, for the shop
            </Button>
            <IconButton label="Notifications" icon={Bell} />
            <IconButton label="Dark theme" icon={Moon} />
            <IconButton label="More" icon={Ellipsis} kind="plain" />
            <IconButton label="Delete" icon={Trash2} kind="danger" size="sm" />
            <Kbd>Ctrl K</Kbd> <Kbd>?</Kbd>
          </Row>
        </div>
      </Sheet>
      <Sheet title="Tabs, choices, search">
        <Choosing />
      </Sheet>
    </>
  )
}

function Choosing() {
  const [tab, setTab] = useState<'all' | 'low' | 'out'>('all')
  const [period, setPeriod] = useState<'1' | '14' | '90'>('14')
  const [search, setSearch] = useState('')
  return (
    <div className="grid gap-4">
      <Tabs
        label="Products"
        panel="kit-panel"
        value={tab}
        onChange={setTab}
        items={[
          { value: 'all', label: 'All', count: 248 },
          { value: 'low', label: 'Running low', count: 6 },
          { value: 'out', label: 'Sold out', count: 2 },
        ]}
      />
      <TabPanel id="kit-panel" value={tab}>
        <Row>
          <Segmented
            label="Period"
            value={period}
            onChange={setPeriod}
            options={[
              { value: '1', label: 'Today' },
              { value: '14', label: '14 days' },
              { value: '90', label: 'Quarter' },
            ]}
          />
          <SearchInput value={search} onSearch={setSearch} label="Name, SKU or barcode" className="max-w-65" />
        </Row>
      </TabPanel>
      <Row>
        <span className="chip chip-on">
          <button type="button">Category</button>
          <button type="button">
            <b>Sarees, Lamps</b>
          </button>
          <button type="button" className="chip-clear" aria-label="Remove the filter Category">
            <X aria-hidden />
          </button>
        </span>
        <span className="chip">
          <button type="button">Location</button>
          <button type="button">Any</button>
        </span>
      </Row>
    </div>
  )
}

const Row = ({ children }: { children: React.ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2">{children}</div>
)
