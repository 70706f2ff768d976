import { type Static, type TObject, Type } from 'typebox'
import type { ErrorTable } from '../../platform/errors.ts'
import { Changes, Id, Line, Nullable, OneOf, PageOf, Prose, Shape, Time } from '../../platform/schema.ts'

/** A permission as the global list shows it; `scoped` ones reach `own`, `assigned` or `all` records. */
export type PermissionTable = Record<string, { name: string; group: string; scoped: boolean }>

export const permissions = {
  VIEW_COMPANIES: { name: 'View companies', group: 'companies', scoped: false },
  CREATE_COMPANY: { name: 'Create companies', group: 'companies', scoped: false },
  UPDATE_COMPANY: { name: 'Update companies', group: 'companies', scoped: false },
  DELETE_COMPANY: { name: 'Delete companies', group: 'companies', scoped: false },
  VIEW_USERS: { name: 'View users', group: 'users', scoped: false },
  CREATE_USER: { name: 'Create users', group: 'users', scoped: false },
  UPDATE_USER: { name: 'Update users', group: 'users', scoped: false },
  DELETE_USER: { name: 'Deactivate users', group: 'users', scoped: false },
  VIEW_ROLES: { name: 'View roles', group: 'roles', scoped: false },
  CREATE_ROLE: { name: 'Create roles', group: 'roles', scoped: false },
  UPDATE_ROLE: { name: 'Update roles', group: 'roles', scoped: false },
  DELETE_ROLE: { name: 'Delete roles', group: 'roles', scoped: false },
  VIEW_PERMISSIONS: { name: 'View permissions', group: 'permissions', scoped: false },
  ASSIGN_PERMISSIONS: { name: 'Assign permissions to roles', group: 'permissions', scoped: false },
  ASSIGN_ROLES: { name: 'Assign roles to users', group: 'permissions', scoped: false },
  VIEW_AUDIT_LOGS: { name: 'View the audit log', group: 'audit', scoped: false },
} satisfies PermissionTable

export const errors = {
  last_owner: { status: 409, detail: 'This is the last owner. Make somebody else an owner first.' },
  escalation: { status: 403, detail: 'You may not grant or touch a permission that you do not hold yourself.' },
  own_roles: { status: 403, detail: 'Nobody edits their own roles. Ask another owner.' },
  not_pending: { status: 409, detail: 'This account does not wait for approval.' },
  built_in: { status: 409, detail: 'Built-in roles can be re-permissioned, not renamed or deleted.' },
} satisfies ErrorTable

export const Username = Line(150, 'login name, unique in the deployment')
export const Email = Type.Unsafe<string>({
  type: 'string',
  format: 'email',
  maxLength: 254,
  examples: ['asha@example.com'],
})
export const Password = Type.Unsafe<string>({ type: 'string', minLength: 1, maxLength: 256 })

/** A role by its name or its id. */
export const RoleName = Type.Unsafe<string | number>({
  type: ['string', 'integer'],
  maxLength: 100,
  description: 'a role, by name or id; `admin` means `owner`',
  examples: ['staff'],
})

const userStates = ['active', 'pending_approval', 'inactive'] as const

export const User = Type.Object({
  id: Type.Integer(),
  username: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: Type.String({ description: 'the strongest of the roles', examples: ['manager'] }),
  roles: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
  tenant: Type.Integer(),
  is_active: Type.Boolean(),
  status: Type.String({ enum: [...userStates] }),
  must_change_password: Type.Boolean(),
  locked_until: Nullable(Time),
  last_login_at: Nullable(Time),
  created_at: Time,
  version: Type.Integer(),
})
export type UserReply = Static<typeof User>

/** A user whose password the server made: shown this once. */
export const UserWithPassword = Type.Object({ ...User.properties, initial_password: Type.Optional(Type.String()) })
export type UserWithPasswordReply = Static<typeof UserWithPassword>

export const UserPage = PageOf(User)

/** What anybody is told of a person whose id they meet in a record. */
export const Name = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  username: Type.String(),
  avatar_color: Nullable(Type.String()),
})
export type NameReply = Static<typeof Name>
export const Names = Type.Object({ results: Type.Array(Name) })

export const NamesQuery: TObject = Shape({
  ids: Type.Optional(Type.String({ description: 'ids of users, at most 100, separated by commas', examples: ['3,5'] })),
  search: Type.Optional(Type.String({ description: 'instead of ids: a part of a name; at most 20 are found' })),
  works_here: Type.Optional(
    OneOf(['true', 'false'], 'with search: those with more than the role customer, or without'),
  ),
  company: Type.Optional(Type.String({ description: 'for platform admins: a company’s id' })),
})

const names = {
  name: Type.Optional(Prose(200)),
  first_name: Type.Optional(Prose(100)),
  last_name: Type.Optional(Prose(100)),
}

export const NewUser = Shape(
  {
    username: Username,
    email: Email,
    password: Type.Optional(Password),
    role: Type.Optional(RoleName),
    ...names,
    is_active: Type.Optional(Type.Boolean()),
    company: Type.Optional(Id('platform admins: the company that the user joins')),
    tenant_name: Type.Optional(Line(150, 'platform admins, with role `admin`: the name of the new company')),
    placement: Type.Optional(Type.Unsafe<'shared' | 'schema'>({ type: 'string', enum: ['shared', 'schema'] })),
    preset: Type.Optional(
      Type.Unsafe<'store' | 'stockroom' | 'controlled'>({ type: 'string', enum: ['store', 'stockroom', 'controlled'] }),
    ),
  },
  { examples: [{ username: 'asha', email: 'asha@example.com', role: 'staff', name: 'Asha Rao' }] },
)
export type NewUserBody = Static<typeof NewUser>

export const UserChanges = Changes(
  { username: Username, email: Email, password: Password, role: RoleName, ...names, is_active: Type.Boolean() },
  UserWithPassword,
)
export type UserChangesBody = Static<typeof UserChanges>

export const RoleOfUser = Shape(
  { role: Type.Optional(RoleName), role_id: Type.Optional(Id('the role')) },
  { examples: [{ role: 'manager' }] },
)
export type RoleOfUserBody = Static<typeof RoleOfUser>

export const NewPassword = Shape({ password: Type.Optional(Password) })
export type NewPasswordBody = Static<typeof NewPassword> | null

const scopes = ['own', 'assigned', 'all'] as const

export const Role = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  description: Type.String(),
  built_in: Type.Boolean(),
  permissions: Type.Array(
    Type.Object({ id: Type.Integer(), code: Type.String(), scope: Type.String({ enum: [...scopes] }) }),
  ),
  users_count: Type.Integer(),
  version: Type.Integer(),
})
export type RoleReply = Static<typeof Role>
export const RolePage = PageOf(Role)

/** A permission by code, by id, or as `{code or id, scope}`. */
export type PermissionAsked = string | number | { id?: number; code?: string; scope?: (typeof scopes)[number] }

const PermissionSet = Type.Unsafe<PermissionAsked[]>({
  type: 'array',
  maxItems: 200,
  items: {
    type: ['string', 'integer', 'object'],
    maxLength: 100,
    properties: {
      id: Id('a permission'),
      code: { type: 'string', maxLength: 100 },
      scope: { type: 'string', enum: [...scopes] },
    },
    additionalProperties: false,
  },
  examples: [['VIEW_PRODUCTS', { code: 'VIEW_ORDERS', scope: 'own' }]],
})

export const NewRole = Shape({
  name: Line(100),
  description: Type.Optional(Prose(500)),
  permissions: Type.Optional(PermissionSet),
})
export type NewRoleBody = Static<typeof NewRole>

export const RoleChanges = Changes({ name: Line(100), description: Prose(500), permissions: PermissionSet }, Role)
export type RoleChangesBody = Static<typeof RoleChanges>

export const PermissionsOfRole = Shape({
  permissions: Type.Optional(PermissionSet),
  permission_ids: Type.Optional(PermissionSet),
})
export type PermissionsOfRoleBody = Static<typeof PermissionsOfRole>

export const Permission = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  group: Type.String(),
  scoped: Type.Boolean(),
})
export const PermissionPage = PageOf(Permission)

const Notifications = Type.Unsafe<Record<string, { inbox?: boolean; email?: boolean }>>({
  type: 'object',
  maxProperties: 50,
  propertyNames: { type: 'string', pattern: '^[a-z][a-z_.]{0,40}$' },
  additionalProperties: {
    type: 'object',
    properties: { inbox: { type: 'boolean' }, email: { type: 'boolean' } },
    additionalProperties: false,
  },
  examples: [{ order_waiting: { inbox: true, email: false } }],
})

export const Profile = Type.Object({
  id: Type.Integer(),
  username: Type.String(),
  name: Type.String(),
  email: Type.String(),
  locale: Nullable(Type.String()),
  avatar_color: Nullable(Type.String()),
  notifications: Notifications,
  version: Type.Integer(),
})
export type ProfileReply = Static<typeof Profile>

export const ProfileChanges = Changes(
  {
    name: Prose(200),
    email: Email,
    locale: Nullable(
      Type.Unsafe<string>({ type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 }),
    ),
    avatar_color: Nullable(Type.Unsafe<string>({ type: 'string', pattern: '^#[0-9a-fA-F]{6}$' })),
    notifications: Notifications,
  },
  Profile,
)
export type ProfileChangesBody = Static<typeof ProfileChanges>
