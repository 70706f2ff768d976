import { type Static, type TObject, Type } from 'typebox'
import { Nullable, OneOf, PageOf, Shape, Time } from '../../platform/schema.ts'
import { Order, states } from '../orders/contract.ts'

const Amount = (description: string) => Type.String({ description, examples: ['999.99'] })
const Cost = (description: string) =>
  Nullable(Type.String({ description: `${description}; null for those who may not see costs`, examples: ['610.00'] }))
const Units = (description: string) => Type.Number({ description, examples: [10] })
const Day = Type.String({ format: 'date', description: 'a day in UTC', examples: ['2026-11-21'] })

/** What platform admins may ask of another company; any other parameter is unknown. */
export const CompanyQuery: TObject = Shape({
  company: Type.Optional(Type.String({ description: 'for platform admins: a company’s id' })),
})

export const NoQuery: TObject = Shape({})

/** A part that its reader may not see is absent. Sales are those that were neither rejected nor cancelled. */
export const Dashboard = Type.Object({
  currency: Type.String({ examples: ['INR'] }),
  sales: Type.Optional(
    Type.Array(Type.Object({ day: Day, orders: Type.Integer(), total: Amount('of that day’s sales') }), {
      description: 'the last 30 days, the oldest first',
    }),
  ),
  orders_by_state: Type.Optional(
    Type.Object(Object.fromEntries(states.map(state => [state, Type.Integer()])), {
      description: 'exact to 10,000: where it says 10000 there may be more',
    }),
  ),
  top_products: Type.Optional(
    Type.Array(
      Type.Object({
        product: Type.Integer(),
        name: Type.String(),
        sku: Type.String(),
        quantity: Units('sold'),
        total: Amount('of these sales'),
      }),
      { description: 'what sold for most in the last 30 days; at most 5' },
    ),
  ),
  approval_queue: Type.Optional(
    Type.Object({
      count: Type.Integer({ description: 'exact to 10,000' }),
      oldest: Type.Array(Order, { description: 'at most 5' }),
    }),
  ),
  low_stock: Type.Optional(
    Type.Object(
      {
        count: Type.Integer(),
        products: Type.Array(
          Type.Object({
            product: Type.Integer(),
            name: Type.String(),
            sku: Type.String(),
            unit: Type.String(),
            available: Units('on hand − reserved'),
            incoming: Units('expected from approved restocks and transfers'),
            reorder_point: Units('below which stock is low'),
          }),
          { description: 'at most 10, what is furthest below its reorder point first' },
        ),
      },
      { description: 'free and incoming below the reorder point, as `?low=true` of products' },
    ),
  ),
  stock_value: Type.Optional(Amount('of everything on hand, at moving-average cost')),
  recent_activity: Type.Optional(
    Type.Array(
      Type.Object({
        seq: Type.Integer(),
        at: Time,
        actor: Nullable(Type.Integer()),
        actor_username: Nullable(Type.String()),
        action: Type.String({ examples: ['order.approved'] }),
        object_type: Type.String(),
        object_id: Nullable(Type.Integer()),
      }),
      { description: 'the last 10 entries of the audit log' },
    ),
  ),
})
export type Dashboard = Static<typeof Dashboard>

const placements = ['shared', 'schema'] as const

export const PlatformOverview = Type.Object({
  companies: Type.Object({
    total: Type.Integer({ description: 'without the platform itself' }),
    active: Type.Integer(),
    pending_approval: Type.Integer(),
    suspended: Type.Integer(),
  }),
  users: Type.Object({ total: Type.Integer({ description: 'people who can sign in, in all companies' }) }),
  growth: Type.Array(Type.Object({ day: Day, companies: Type.Integer(), users: Type.Integer() }), {
    description: 'what came in the last 30 days, the oldest first',
  }),
  health: Type.Object({
    database: OneOf(['reachable', 'unreachable'] as const),
    outbox: Type.Object({
      waiting: Type.Integer(),
      failed: Type.Integer(),
      kept: Type.Integer({ description: 'mail of a deployment without SMTP' }),
    }),
    mail: Type.Array(
      Type.Object({
        company: Type.Integer(),
        name: Type.String(),
        waiting: Type.Integer(),
        failed: Type.Integer(),
        kept: Type.Integer(),
      }),
      { description: 'the companies whose mail is not all sent, the most failed first' },
    ),
  }),
  storage: Type.Array(
    Type.Object({
      placement: OneOf(placements),
      companies: Type.Integer(),
      bytes: Type.Integer({ description: 'tables and indexes' }),
      measured_at: Nullable(Time),
      largest: Type.Array(Type.Object({ company: Type.Integer(), name: Type.String(), bytes: Type.Integer() }), {
        description:
          'at most 10. In `schema` as of now; in `shared` as of `measured_at`: the part that their rows are of each table',
      }),
    }),
  ),
})
export type PlatformOverview = Static<typeof PlatformOverview>

const productFields = {
  product: Type.Integer(),
  name: Type.String(),
  sku: Type.String(),
  unit: Type.String(),
}

export const StockValueRow = Type.Object({
  ...productFields,
  on_hand: Units('in all locations'),
  average_cost: Cost('moving average of one unit'),
  value: Cost('of what is on hand'),
})
export type StockValueRow = Static<typeof StockValueRow>

export const StockAgeingRow = Type.Object({
  ...productFields,
  on_hand: Units('in all locations'),
  days_0_30: Units('that came in the last 30 days, if what came first leaves first'),
  days_31_60: Units('that came 31 to 60 days ago'),
  days_61_90: Units('that came 61 to 90 days ago'),
  days_over_90: Units('that have been here longer'),
  last_received_at: Nullable(Time),
  value: Cost('of what is on hand'),
})
export type StockAgeingRow = Static<typeof StockAgeingRow>

export const TurnoverRow = Type.Object({
  ...productFields,
  opening: Units('on hand when the period began'),
  closing: Units('on hand when it ended'),
  sold: Units('that left to customers, less what came back'),
  turnover: Nullable(Type.Number({ description: 'sold ÷ the mean of opening and closing; null without stock' })),
  days_of_stock: Nullable(
    Type.Number({ description: 'how long the mean stock lasts at this pace; null without sales' }),
  ),
  cost_of_sales: Cost('of what was sold'),
})
export type TurnoverRow = Static<typeof TurnoverRow>

export const FillRateRow = Type.Object({
  ...productFields,
  lines: Type.Integer({ description: 'of sales placed in the period, but for rejected and cancelled ones' }),
  filled_lines: Type.Integer({ description: 'of these, fulfilled in full' }),
  ordered: Units('ordered'),
  fulfilled: Units('fulfilled so far'),
  fill_rate: Type.Number({ description: 'fulfilled ÷ ordered, 0 to 1' }),
})
export type FillRateRow = Static<typeof FillRateRow>

export const LeadTimeRow = Type.Object({
  approver: Type.Integer(),
  username: Type.String(),
  decisions: Type.Integer({
    description: 'on orders placed in the period; those that approved themselves do not count',
  }),
  approved: Type.Integer(),
  rejected: Type.Integer(),
  median_minutes: Type.Number({ description: 'from placing to decision' }),
  mean_minutes: Type.Number(),
  longest_minutes: Type.Number(),
})
export type LeadTimeRow = Static<typeof LeadTimeRow>

export const reportPages = {
  stockValue: PageOf(StockValueRow),
  stockAgeing: PageOf(StockAgeingRow),
  turnover: PageOf(TurnoverRow),
  fillRate: PageOf(FillRateRow),
  leadTime: PageOf(LeadTimeRow),
}
