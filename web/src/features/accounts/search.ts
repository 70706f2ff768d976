/** What the addresses of the public pages may say. */
import { type EnterSearch, enterSearch } from './enter.ts'

export const presets = ['store', 'stockroom', 'controlled'] as const
export type Preset = (typeof presets)[number]

export const joinRoles = ['customer', 'staff', 'manager'] as const
export type JoinRole = (typeof joinRoles)[number]

type Given = Record<string, unknown>

export function registerSearch(given: Given): EnterSearch & { preset?: Preset } {
  return { ...enterSearch(given), ...(presets.includes(given.preset as Preset) && { preset: given.preset as Preset }) }
}

/** `company` is a name or slug; the store's own pages fill it in. */
export function joinSearch(given: Given): EnterSearch & { role?: JoinRole; company?: string } {
  const { role, company } = given
  return {
    ...enterSearch(given),
    ...(joinRoles.includes(role as JoinRole) && { role: role as JoinRole }),
    ...(typeof company === 'string' && company !== '' && { company: company.slice(0, 150) }),
  }
}

export const tokenSearch = ({ token }: Given): { token?: string } =>
  typeof token === 'string' && token ? { token } : {}
