/** Which actions of a model do something to a record as it is now, and what they are then called. */
import type { Action, Field, Model, Row } from './models.ts'

export type Deed = {
  /** Its texts: `admin:deed.<name>`. */
  name: string
  action: Action
  /** What is filled in first. */
  fields: Field[]
  /** Whether it is asked about before it is done: it takes something away, or needs an answer. */
  asks: boolean
  isPrimary: boolean
  /** Records that may be chosen, where a field leads to another model. */
  offers?: (related: Row) => boolean
}

/** Who acts: nobody changes their own roles, and the platform itself stays. */
export type Operator = { id: number; tenant: { id: number } }

/** The fields that are asked for, each of which it needs; without them all that the API takes. */
type Told = Partial<Omit<Deed, 'action' | 'fields'>> & { fields?: readonly string[] }
type Rule = (row: Row, me: Operator) => Told | null

/** What can be done with a record besides changing it. An action that these rules do not know is asked about. */
export function deedsOn({ name: model, actions }: Pick<Model, 'name' | 'actions'>, row: Row, me: Operator): Deed[] {
  return actions.flatMap(action => {
    const rule = rules[`${model}.${action.name}`]
    const told = rule ? rule(row, me) : {}
    return told ? [deedOf(action, told)] : []
  })
}

function deedOf(action: Action, { fields, ...told }: Told): Deed {
  const asked = fields
    ? action.fields.filter(({ name }) => fields.includes(name)).map(field => ({ ...field, required: true }))
    : action.fields
  return { name: action.name, action, asks: true, isPrimary: false, ...told, fields: asked }
}

const rules: Readonly<Record<string, Rule>> = {
  'companies.suspend': ({ id, status }, me) => (status === 'active' && id !== me.tenant.id ? {} : null),
  'companies.resume': ({ status }) => {
    if (status === 'pending_approval') return { name: 'admit', asks: false, isPrimary: true }
    return status === 'suspended' ? { asks: false } : null
  },
  'users.approve': ({ status }) => (status === 'pending_approval' ? { asks: false, isPrimary: true } : null),
  'users.unlock': ({ locked_until: until }) => (isAhead(until) ? { asks: false, isPrimary: true } : null),
  'users.assign_role': (row, me) =>
    isOneself(row, me) ? null : { fields: ['role_id'], offers: role => !holds(row, role) },
  'users.remove_role': (row, me) =>
    isOneself(row, me) || rolesOf(row).length === 0 ? null : { fields: ['role_id'], offers: role => holds(row, role) },
  'users.reset_password': (row, me) => (isOneself(row, me) || row.status !== 'active' ? null : {}),
  // What a role allows is a field of its form.
  'roles.assign_permissions': () => null,
  'mail.retry': ({ status }) =>
    status === 'failed' || status === 'kept' ? { asks: false, isPrimary: status === 'failed' } : null,
}

/** How a record goes: people stay as history, a company has thirty days to come back. And why it cannot go now. */
export type Removal = { name: 'delete' | 'deactivate' | 'deleteCompany'; lockedBecause?: 'inUse' }

export function removalOf({ name, can }: Pick<Model, 'name' | 'can'>, row: Row, me: Operator): Removal | null {
  if (!can.delete) return null
  if (name === 'companies') return row.id === me.tenant.id || row.purge_at ? null : { name: 'deleteCompany' }
  if (name === 'users') return isOneself(row, me) || row.status === 'inactive' ? null : { name: 'deactivate' }
  if (name === 'roles' && row.built_in === true) return null
  const isUsed = name === 'roles' && Number(row.users_count) > 0
  return { name: 'delete', ...(isUsed && { lockedBecause: 'inUse' as const }) }
}

const isOneself = ({ id }: Row, me: Operator): boolean => id === me.id
const isAhead = (time: unknown): boolean => typeof time === 'string' && Date.parse(time) > Date.now()

const rolesOf = ({ roles }: Row): { id: number }[] => (Array.isArray(roles) ? roles : [])
const holds = (user: Row, role: Row): boolean => rolesOf(user).some(({ id }) => id === role.id)
