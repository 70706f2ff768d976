import { Check, Package, ShoppingCart, TriangleAlert, Truck, User } from 'lucide-react'
import { Avatar } from '../Avatar.tsx'
import { Diff } from '../Diff.tsx'
import { Money, Total, When } from '../figures.tsx'
import { KeyValues } from '../KeyValues.tsx'
import { LevelBar, LevelLegend } from '../LevelBar.tsx'
import { Note } from '../Note.tsx'
import { Progress } from '../Progress.tsx'
import { type OrderState, Sku, StatusPill, StockMark, Tag } from '../pills.tsx'
import { Sheet } from '../Sheet.tsx'
import { Timeline } from '../Timeline.tsx'

const states: OrderState[] = ['pending', 'approved', 'fulfilled', 'rejected', 'cancelled']
const levels = [
  { level: { free: 8, held: 2, reorder: 4 }, words: '8 free, 2 held, reorder at 4', look: '' },
  { level: { free: 3, held: 12, reorder: 6 }, words: '3 free, below 6', look: 'text-warn-text' },
  { level: { free: 0, incoming: 6, held: 2, reorder: 8 }, words: 'none free, 6 on the way', look: 'text-danger-text' },
  { level: { free: 11, incoming: 24, held: 1, reorder: 12 }, words: '11 free, 24 on the way', look: '' },
  {
    level: { free: 3, held: 5, thisRequest: 7, reorder: 6 },
    words: '3 left after this request',
    look: 'text-warn-text',
  },
]
const today = new Date().toISOString()

export function KitMarks() {
  return (
    <>
      <Sheet title="States and notes">
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center gap-2">
            {states.map(state => (
              <StatusPill key={state} state={state} />
            ))}
            <Tag>Draft</Tag>
            <Tag tone="accent">Owner</Tag>
            <Sku>LMP-BRS-01</Sku>
            <StockMark mark="low" /> <StockMark mark="out" /> <StockMark mark="new" />
          </div>
          <Note tone="warn">
            <b>3 free</b> is below the reorder point of 6.
          </Note>
          <Note icon={Truck}>
            <b>12 on the way</b>, expected Tuesday.
          </Note>
          <Note tone="success">Counted and booked: 2 lines differ.</Note>
          <Note tone="danger">
            <b>Not saved:</b> Meera changed this product at 09:27.{' '}
            <a className="link" href="#kit">
              Compare
            </a>
          </Note>
          <Note tone="neutral">Prices are as of 20 November, 08:31.</Note>
        </div>
      </Sheet>
      <Sheet title="Level bar" actions={<LevelLegend />}>
        <ul className="grid gap-3">
          {levels.map(({ level, words, look }) => (
            <li key={words} className="flex items-center gap-3.5">
              <LevelBar {...level} width={200} />
              <span className={look}>{words}</span>
            </li>
          ))}
          <li>
            <LevelBar free={3} held={5} thisRequest={7} reorder={6} width="100%" height={18} />
          </li>
        </ul>
      </Sheet>
      <Sheet title="What happened">
        <Timeline
          items={[
            {
              id: 1,
              icon: Package,
              text: (
                <>
                  <b>Kavya</b> packed Banarasi Silk Saree, Red
                </>
              ),
              at: today,
            },
            {
              id: 2,
              icon: TriangleAlert,
              tone: 'warn',
              text: (
                <>
                  Priya’s <b>#1047</b> holds 7 Brass Desk Lamps too.
                </>
              ),
              at: today,
            },
            {
              id: 3,
              icon: User,
              text: (
                <>
                  <b>Meera</b> assigned the order to <b>Kavya</b>
                </>
              ),
              at: today,
            },
            {
              id: 4,
              icon: Check,
              tone: 'info',
              text: (
                <>
                  Approved by rule: <b>stock could be held</b>
                </>
              ),
              at: today,
              more: 'entry 18,190',
            },
            {
              id: 5,
              icon: ShoppingCart,
              text: (
                <>
                  <b>Rahul</b> placed the order in the shop
                </>
              ),
              at: today,
            },
          ]}
        />
      </Sheet>
      <Sheet title="Facts and figures">
        <div className="grid gap-4">
          <div className="flex items-center gap-3">
            <Avatar name="Rahul Mehta" colour="#2563eb" />
            <Avatar name="Meera" />
            <Avatar name="Kavya" size="sm" />
            <Avatar name="Priya Nair" size="lg" colour="#b91c1c" />
            <span className="min-w-0">
              <b>Rahul Mehta</b>
              <br />
              <span className="text-12 text-muted-foreground">rahul@example.in</span>
            </span>
          </div>
          <KeyValues
            items={[
              ['Deliver to', '14 Civil Lines, Jaipur 302006'],
              ['Since', <When key="w" iso={today} as="relative" />],
              ['Changed', <When key="c" iso={today} />],
              [
                'Spent',
                <Total key="t">
                  <Money amount="61480.00" />
                </Total>,
              ],
            ]}
          />
          <Diff before="Brass Desk Lamp, 40 cm, matt" after="Brass Desk Lamp, 45 cm, polished" />
          <p>
            <Diff inline before="₹3,150.00" after="₹3,300.00" />
          </p>
          <Progress label="Reading the list" share={0.62} text="312 of 500 rows" />
          <Progress label="Waiting for the server" share={null} />
        </div>
      </Sheet>
    </>
  )
}
