/** Every page, and whom to show it to: what is looked at, photographed and judged. */
import type { Page } from 'playwright-core'
import type { Known } from './known.ts'

export type Place = {
  name: string
  /** Null: nobody is signed in. */
  as: string | null
  path: string | ((known: Known) => string)
  /** What the browser keeps from an earlier visit. */
  keeps?: (known: Known) => Record<string, string>
}

const to = (as: string | null, places: Record<string, Place['path']>): Place[] =>
  Object.entries(places).map(([name, path]) => ({ name, as, path }))

export const pages: readonly Place[] = [
  ...to(null, {
    landing: '/',
    'sign in': '/login',
    'sign in again': '/login?why=expired',
    register: '/register',
    join: '/join',
    'account in a shop': '/join?role=customer&company=dreamkart&next=/store/dreamkart/cart',
    'sign in from a shop': '/login?next=/store/dreamkart/cart',
    'forgot password': '/forgot-password',
    'reset password': '/reset-password?token=unknown',
    contact: '/contact',
    'not found': '/app-is-not-here',
    shelf: '/store/dreamkart',
    'shelf searched': '/store/dreamkart?search=saree',
    'product on the shelf': ({ product }) => `/store/dreamkart/product/${product}`,
    'empty cart': '/store/dreamkart/cart',
    'closed shop': '/store/nordlicht-handel',
    'nowhere in the shop': '/store/dreamkart/nowhere',
  }),
  { name: 'cart', as: 'rahul', path: '/store/dreamkart/cart', keeps: fullCart },
  ...to('rahul', {
    'own orders': '/store/dreamkart/orders',
    'own order': ({ ownOrder }) => `/store/dreamkart/orders/${ownOrder}`,
    'own order on paper': ({ ownOrder }) => `/store/dreamkart/orders/${ownOrder}/print`,
    'own profile': '/store/dreamkart/profile',
    'own sessions': '/store/dreamkart/sessions',
  }),
  ...to('meera', {
    dashboard: '/app',
    approvals: '/app/approvals',
    'decided approvals': '/app/approvals?tab=decided',
    orders: '/app/orders',
    'restock requests': '/app/orders?kind=restock',
    order: ({ sale }) => `/app/orders/${sale}`,
    'restock request': ({ restock }) => `/app/orders/${restock}`,
    'order on paper': ({ sale }) => `/app/orders/${sale}/print`,
    'order changed': ({ restock }) => `/app/orders/${restock}/edit`,
    'new order': '/app/orders/new',
    'new restock request': '/app/orders/new?kind=restock',
    products: '/app/products',
    product: ({ product }) => `/app/products/${product}`,
    'product changed': ({ product }) => `/app/products/${product}?tab=audit`,
    'new product': '/app/products?new=1',
    categories: '/app/categories',
    stock: '/app/stock',
    moves: '/app/stock?tab=moves',
    transfers: '/app/stock?tab=transfers',
    locations: '/app/stock?tab=locations',
    'stock adjusted': ({ product }) => `/app/stock?do=adjust&product=${product}`,
    counts: '/app/counts',
    count: ({ count }) => `/app/counts/${count}`,
    scan: '/app/scan',
    'stock value': '/app/reports/stock-value',
    'fill rate': '/app/reports/fill-rate',
    notifications: '/app/notifications',
    profile: '/app/profile',
    sessions: '/app/sessions',
    'a page that is not hers': '/app/settings',
  }),
  ...to('priya', { 'an order that is not hers': ({ restock }) => `/app/orders/${restock}/edit` }),
  ...to('rohan', {
    people: '/app/people',
    person: ({ person }) => `/app/people?person=${person}`,
    'new person': '/app/people?new=1',
    roles: '/app/roles',
    'new role': '/app/roles?new=1',
    audit: '/app/audit',
    'audit entry': ({ entry }) => `/app/audit?entry=${entry}`,
    settings: '/app/settings',
  }),
  ...to('Ria', {
    platform: '/admin',
    companies: '/admin/companies',
    users: '/admin/users',
    messages: '/admin/messages',
    mail: '/admin/outbox',
    'mail of a company': ({ company }) => `/admin/outbox?company=${company}`,
    health: '/admin/health',
    models: '/admin/models',
    model: '/admin/models/jobs',
    'model of a company': ({ company }) => `/admin/models/orders?company=${company}`,
    'company on record': ({ company }) => `/admin/models/companies/${company}`,
    'new company': '/admin/companies?new=1',
    'user on record': ({ person, company }) => `/admin/models/users/${person}?company=${company}`,
    'role on record': ({ role, company }) => `/admin/models/roles/${role}?company=${company}`,
    'order on record': ({ sale, company }) => `/admin/models/orders/${sale}?company=${company}`,
    record: ({ product, company }) => `/admin/models/products/${product}?company=${company}`,
    'log of a company': ({ company }) => `/admin/audit?company=${company}`,
  }),
  ...to('nandini', { 'first sign-in': '/first-sign-in' }),
]

const pathOf = ({ path }: Place, known: Known): string => (typeof path === 'string' ? path : path(known))

function fullCart({ product }: Known): Record<string, string> {
  const line = { id: product, name: 'Red Saree', price: '899.00', quantity: 2 }
  return { 'qm.cart.dreamkart': JSON.stringify({ lines: [line], note: 'For my sister.', sent: null }) }
}

/** Opens one of the pages as its person finds it. */
export async function show(page: Page, place: Place, known: Known): Promise<void> {
  if (place.keeps) {
    await page.goto('/mark.svg')
    await page.evaluate(kept => void Object.assign(localStorage, kept), place.keeps(known))
  }
  await open(page, pathOf(place, known))
}

/** Until a page shows what it came for: its heading stands and nothing is being loaded. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.skeleton-wait, .skeleton, [aria-busy="true"]'))
  await page.evaluate(() => document.fonts.ready)
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await settle(page)
}
