import { type Static, Type } from 'typebox'
import type { ErrorTable } from '../../platform/errors.ts'
import { currencies } from '../../platform/money.ts'
import { Changes, Line, Nullable, OneOf, PageOf, Prose, Shape, Time } from '../../platform/schema.ts'
import { Email, Password, Username } from '../people/contract.ts'

export const presets = ['store', 'stockroom', 'controlled'] as const
export const placements = ['shared', 'schema'] as const
export const tenantStates = ['active', 'pending_approval', 'suspended'] as const

export const errors = {
  signup_closed: { status: 403, detail: 'Registration of companies is closed here. Ask the platform operator.' },
  customer_signup_closed: { status: 403, detail: 'This store does not take sign-ups. Ask the store for an account.' },
  platform_stays: { status: 409, detail: 'The platform itself can be neither suspended nor deleted.' },
} satisfies ErrorTable

const settingFields = {
  currency: OneOf(currencies, 'fixed once there are products or orders'),
  customer_signup: OneOf(['open', 'closed']),
  storefront: OneOf(['public', 'closed']),
  approver_not_requester: Type.Boolean({ description: 'nobody approves their own request' }),
  first_sign_in_change: Type.Boolean({
    description: 'a password set by somebody else must be changed at first sign-in',
  }),
  hold_hours: Nullable(
    Type.Integer({ minimum: 1, maximum: 8760, description: 'held units are released after so long' }),
  ),
}
const approvals = OneOf(['automatic', 'required'])

const Settings = Type.Object({ ...settingFields, order_approval: Type.Object({ sale: approvals, restock: approvals }) })

const SettingsGiven = Shape({
  ...Type.Partial(Type.Object(settingFields)).properties,
  order_approval: Type.Optional(Shape({ sale: Type.Optional(approvals), restock: Type.Optional(approvals) })),
})

const Slug = Type.Unsafe<string>({ type: 'string', minLength: 1, maxLength: 63, examples: ['dreamkart'] })
const CompanyName = Line(150)

export const Company = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  slug: Type.String(),
  domain: Type.String({ examples: ['dreamkart.localhost'] }),
  placement: OneOf(placements),
  preset: OneOf(presets),
  status: OneOf(tenantStates),
  settings: Settings,
  users_count: Type.Integer(),
  created_at: Time,
  purge_at: Nullable(Time),
  version: Type.Integer(),
})
export type CompanyReply = Static<typeof Company>
export const CompanyPage = PageOf(Company)

/** A new company with its owner; a password made by the server is shown this once. */
export const CreatedCompany = Type.Object({
  ...Company.properties,
  owner: Type.Optional(
    Type.Object({
      id: Type.Integer(),
      username: Type.String(),
      email: Type.String(),
      initial_password: Type.Optional(Type.String()),
    }),
  ),
})
export type CreatedCompanyReply = Static<typeof CreatedCompany>

export const NewCompany = Shape(
  {
    name: CompanyName,
    slug: Type.Optional(Slug),
    placement: Type.Optional(OneOf(placements)),
    preset: Type.Optional(OneOf(presets)),
    settings: Type.Optional(SettingsGiven),
    owner: Type.Optional(
      Shape({ username: Username, email: Email, password: Type.Optional(Password), name: Type.Optional(Prose(200)) }),
    ),
  },
  { examples: [{ name: 'DreamKart', preset: 'store', owner: { username: 'rohan', email: 'rohan@dreamkart.com' } }] },
)
export type NewCompanyBody = Static<typeof NewCompany>

export const CompanyChanges = Changes(
  { name: CompanyName, slug: Slug, preset: OneOf(presets), placement: OneOf(placements), settings: SettingsGiven },
  CreatedCompany,
)
export type CompanyChangesBody = Static<typeof CompanyChanges>
