/** The reports, and which of their fields are shown how; the server decides what is in them. */
type Kind = 'text' | 'units' | 'money' | 'share' | 'time' | 'minutes' | 'number'

export type Report = {
  name: string
  hasPeriod: boolean
  title: string
  columns: readonly (readonly [field: string, kind: Kind])[]
}

const product = [
  ['name', 'text'],
  ['sku', 'text'],
] as const

export const reports: readonly Report[] = [
  {
    name: 'stock-value',
    hasPeriod: false,
    title: 'name',
    columns: [...product, ['on_hand', 'units'], ['average_cost', 'money'], ['value', 'money']],
  },
  {
    name: 'stock-ageing',
    hasPeriod: false,
    title: 'name',
    columns: [
      ...product,
      ['on_hand', 'units'],
      ['days_0_30', 'units'],
      ['days_31_60', 'units'],
      ['days_61_90', 'units'],
      ['days_over_90', 'units'],
      ['last_received_at', 'time'],
      ['value', 'money'],
    ],
  },
  {
    name: 'turnover',
    hasPeriod: true,
    title: 'name',
    columns: [
      ...product,
      ['opening', 'units'],
      ['closing', 'units'],
      ['sold', 'units'],
      ['turnover', 'number'],
      ['days_of_stock', 'number'],
      ['cost_of_sales', 'money'],
    ],
  },
  {
    name: 'fill-rate',
    hasPeriod: true,
    title: 'name',
    columns: [
      ...product,
      ['lines', 'units'],
      ['filled_lines', 'units'],
      ['ordered', 'units'],
      ['fulfilled', 'units'],
      ['fill_rate', 'share'],
    ],
  },
  {
    name: 'approval-lead-time',
    hasPeriod: true,
    title: 'username',
    columns: [
      ['username', 'text'],
      ['decisions', 'units'],
      ['approved', 'units'],
      ['rejected', 'units'],
      ['median_minutes', 'minutes'],
      ['mean_minutes', 'minutes'],
      ['longest_minutes', 'minutes'],
    ],
  },
]
