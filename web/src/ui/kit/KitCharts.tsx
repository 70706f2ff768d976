import { BarChart, BarLegend } from '../charts/BarChart.tsx'
import { LineChart, Sparkline } from '../charts/LineChart.tsx'
import { StackBar } from '../charts/StackBar.tsx'
import { Sheet } from '../Sheet.tsx'

const sales = [31, 38, 44, 52, 29, 33, 36, 41, 57, 61, 35, 39, 43, 48].map(value => value * 1000)
const fortnightBefore = [28, 30, 41, 47, 31, 30, 33, 38, 49, 55, 34, 33, 43, 40].map(value => value * 1000)
const days = Array.from({ length: 14 }, (_, index) => `${index + 7} November`)

export function KitCharts() {
  return (
    <>
      <Sheet title="Sales per day" actions={<BarLegend value="this period" before="fortnight before" />}>
        <BarChart
          label="Sales per day in the last 14 days, highest on 16 November"
          names={{ bar: 'Day', value: 'Sales', before: 'Fortnight before' }}
          bars={sales.map((value, index) => ({
            label: String(index + 7),
            name: days[index] as string,
            group: 'November',
            value,
            before: fortnightBefore[index] as number,
            now: index === 13,
          }))}
        />
      </Sheet>
      <Sheet title="Orders by state" actions={<span className="text-12 text-muted-foreground">59 in 14 days</span>}>
        <StackBar
          label="Orders by state"
          parts={[
            { label: 'Pending', value: 4, series: 2 },
            { label: 'Approved', value: 9, series: 3 },
            { label: 'Fulfilled', value: 41, series: 1 },
            { label: 'Rejected', value: 2, series: 4 },
            { label: 'Cancelled', value: 3, series: 5 },
          ]}
        />
      </Sheet>
      <Sheet title="On hand" className="desk:col-span-2">
        <LineChart
          label="Brass Desk Lamps on hand and free in 14 days"
          pointName="Day"
          points={days}
          lines={[
            { name: 'On hand', values: [22, 22, 20, 20, 19, 24, 24, 22, 21, 18, 18, 17, 15, 15] },
            { name: 'Free', values: [20, 19, 15, 14, 14, 20, 17, 15, 12, 9, 8, 6, 3, 3], series: 2 },
          ]}
        />
        <p className="mt-3 flex items-center gap-3">
          Free <Sparkline label="Free fell from 20 to 3" values={[20, 19, 15, 14, 14, 20, 17, 15, 12, 9, 8, 6, 3, 3]} />{' '}
          <b>3</b>
        </p>
      </Sheet>
    </>
  )
}
