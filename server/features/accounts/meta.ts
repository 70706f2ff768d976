import packageJson from '../../../package.json' with { type: 'json' }
import { currencies, decimalsOf } from '../../platform/money.ts'
import { passwordPolicies } from '../../platform/passwords/policy.ts'
import type { PublicCtx } from '../../platform/route.ts'

const names = new Intl.DisplayNames('en', { type: 'currency' })
const listed = currencies.map(code => ({ code, name: names.of(code) ?? code, decimals: decimalsOf(code) }))

/** What anybody may know before signing in. */
export function showMeta({ deployment: { config } }: PublicCtx) {
  return {
    name: 'Quartermaster',
    version: packageJson.version,
    password_policy: passwordPolicies[config.passwordPolicy],
    signup: config.signup,
    currencies: listed,
  }
}
