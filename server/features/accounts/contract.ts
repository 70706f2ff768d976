import { type Static, Type } from 'typebox'
import type { ErrorTable } from '../../platform/errors.ts'
import { Line, Nullable, OneOf, PageOf, Shape, Time } from '../../platform/schema.ts'
import { Email, Password, User, Username } from '../people/contract.ts'
import { placements, presets } from '../tenants/contract.ts'

export const errors = {
  no_active_account: { status: 401, detail: 'No active account found with the given credentials' },
  account_locked: {
    status: 429,
    detail: 'Too many failed attempts. Wait for the seconds in Retry-After, or ask an owner to unlock you.',
  },
  pending_approval: { status: 403, detail: 'This account waits for approval.' },
  refresh_reused: {
    status: 401,
    detail: 'This refresh token was used before. The session has been ended; sign in again.',
  },
} satisfies ErrorTable

const Token = Type.String({ minLength: 1, maxLength: 4096 })

export const Registration = Shape(
  {
    username: Username,
    email: Email,
    password: Password,
    store_name: Type.Optional(Line(150, 'the company; one of the three names')),
    tenant_name: Type.Optional(Line(150, 'the same')),
    company_name: Type.Optional(Line(150, 'the same; a new company gets the preset `controlled`')),
    role: Type.Optional(
      OneOf(
        ['owner', 'admin', 'customer', 'staff', 'manager'],
        '`owner` (default, the same as `admin`) makes a company, the others join one',
      ),
    ),
    preset: Type.Optional(OneOf(presets, 'of a new company')),
  },
  {
    examples: [{ username: 'asha', email: 'asha@example.com', password: 'plum orbit 49', store_name: 'Asha’s Sarees' }],
  },
)
export const Credentials = Shape(
  {
    username: Line(254, 'login name, or an e-mail that only one account has'),
    password: Password,
  },
  { examples: [{ username: 'rohan', password: 'rohan12345' }] },
)
export const RefreshToken = Nullable(
  Shape({ refresh: Type.Optional(Token) }, { examples: [{ refresh: 'eyJhbGciOiJIUzI1NiJ9…' }] }),
)
export const PasswordChange = Shape(
  { current_password: Password, new_password: Password },
  { examples: [{ current_password: 'rohan12345', new_password: 'plum orbit 49' }] },
)
export const ResetRequest = Shape({ email: Email }, { examples: [{ email: 'rohan@dreamkart.com' }] })
export const ResetConfirmation = Shape(
  { token: Token, new_password: Password },
  { examples: [{ token: '2.vR1m…', new_password: 'plum orbit 49' }] },
)

const TenantSummary = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  slug: Type.String(),
  domain: Type.String(),
  placement: OneOf(placements),
})
/** Absent where the session is kept in a cookie. */
const refresh = Type.Optional(Type.String())

const registered = {
  id: Type.Integer(),
  username: Type.String(),
  email: Type.String(),
  role: Type.String(),
  tenant_id: Type.Integer(),
  tenant: TenantSummary,
}
export const Registered = Type.Object({ ...registered, access: Type.String(), refresh })
export const RegisteredPending = Type.Object({ ...registered, status: Type.Literal('pending_approval') })
export const SignedIn = Type.Object({
  access: Type.String(),
  refresh,
  tenant_id: Type.Integer(),
  role: Type.String(),
  must_change_password: Type.Boolean(),
  user: User,
  tenant: TenantSummary,
})
export const Refreshed = Type.Object({ access: Type.String(), refresh })
export const Me = Type.Object({
  ...User.properties,
  tenant_id: Type.Integer(),
  tenant: Type.Object({ ...TenantSummary.properties, currency: Type.String({ examples: ['INR'] }) }),
  locale: Nullable(Type.String()),
  avatar_color: Nullable(Type.String()),
  permissions: Type.Array(Type.String()),
  sessions: Type.Integer({ description: 'how many are live' }),
})
export type Me = Static<typeof Me>
export const Session = Type.Object({
  id: Type.Integer({ description: 'the `sid` of its tokens' }),
  current: Type.Boolean(),
  ip: Type.String(),
  user_agent: Type.String(),
  created_at: Time,
  last_used_at: Time,
  expires_at: Time,
})
export const SessionPage = PageOf(Session)
export const Ticket = Type.Object({ ticket: Type.String({ description: 'single use, for 30 seconds' }) })
export const Meta = Type.Object({
  name: Type.String(),
  version: Type.String(),
  password_policy: Type.Object({
    name: OneOf(['standard', 'strong']),
    min_length: Type.Integer(),
    letter_and_digit: Type.Boolean(),
    refuses_common: Type.Boolean(),
    refuses_names: Type.Boolean(),
    min_score: Type.Integer({ description: 'zxcvbn, 0 to 4' }),
  }),
  signup: OneOf(['open', 'review', 'closed']),
  base_domain: Type.String({ description: 'companies live below it, by their slug', examples: ['example.com'] }),
  currencies: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), decimals: Type.Integer() })),
  company: Nullable(
    Type.Object(
      {
        name: Type.String(),
        slug: Type.String(),
        status: OneOf(['active', 'pending_approval', 'suspended']),
        storefront: OneOf(['public', 'closed']),
        customer_signup: OneOf(['open', 'closed']),
        currency: Type.String(),
      },
      { description: 'whose own domain this is; null on the platform’s' },
    ),
  ),
})
export type Meta = Static<typeof Meta>

export type Registration = Static<typeof Registration>
export type Credentials = Static<typeof Credentials>
export type RefreshToken = Static<typeof RefreshToken>
export type PasswordChange = Static<typeof PasswordChange>
export type ResetRequest = Static<typeof ResetRequest>
export type ResetConfirmation = Static<typeof ResetConfirmation>
export type Session = Static<typeof Session>
