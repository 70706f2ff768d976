import { queryOf } from '../../platform/list.ts'
import { namedCompanyQuery, readInNamed, writeInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { Nullable, Shape } from '../../platform/schema.ts'
import { resetPassword, unlockUser } from './admit.ts'
import { assignRole, removeRole } from './assign.ts'
import { changeUser, deactivateUser } from './change.ts'
import {
  Names,
  NamesQuery,
  NewPassword,
  NewRole,
  PermissionPage,
  PermissionsOfRole,
  Profile,
  ProfileChanges,
  Role,
  RoleChanges,
  RoleOfUser,
  RolePage,
  User,
  UserChanges,
  UserPage,
  UserWithPassword,
} from './contract.ts'
import { getUser, listUsers, userList } from './list.ts'
import { listPermissions, permissionList } from './listPermissions.ts'
import { listNames } from './names.ts'
import { changeProfile, getProfile } from './profile.ts'
import { readAtUser, writeAtUser } from './reach.ts'
import { addRole, assignPermissions, changeRole, deleteRole, getRole, listRoles, roleList } from './roles.ts'

const nothing = Nullable(Shape({}))

const users = routesOf('Users', [
  route({
    method: 'GET',
    path: '/api/users/',
    permission: 'VIEW_USERS',
    summary: 'The company’s users; everybody’s for platform admins',
    query: queryOf(userList),
    reply: { 200: UserPage },
    handle: listUsers,
  }),
  route({
    method: 'GET',
    path: '/api/users/names/',
    signedIn: 'names only whom one may know',
    summary: 'Who the people behind these ids are, or who is called so',
    query: NamesQuery,
    reply: { 200: Names },
    handle: readInNamed(listNames),
  }),
  route({
    method: 'GET',
    path: '/api/users/:id/',
    permission: 'VIEW_USERS',
    summary: 'One user',
    reply: { 200: User },
    errors: ['not_found'],
    handle: readAtUser(getUser),
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/users/:id/',
    permission: 'UPDATE_USER',
    summary: 'Change a user',
    body: UserChanges,
    reply: { 200: User },
    errors: ['not_found', 'escalation', 'own_roles', 'last_owner', 'version_mismatch'],
    handle: writeAtUser(changeUser),
  }),
  route({
    method: 'DELETE',
    path: '/api/users/:id/',
    permission: 'DELETE_USER',
    summary: 'Deactivate a user; history keeps its author',
    reply: { 204: null },
    errors: ['not_found', 'escalation', 'last_owner', 'version_mismatch'],
    handle: writeAtUser(deactivateUser),
  }),
  route({
    method: 'POST',
    path: '/api/users/:id/assign_role/',
    permission: 'ASSIGN_ROLES',
    summary: 'Give a user one more role',
    body: RoleOfUser,
    reply: { 200: User },
    errors: ['not_found', 'escalation', 'own_roles', 'version_mismatch'],
    handle: writeAtUser(assignRole),
  }),
  route({
    method: 'POST',
    path: '/api/users/:id/remove_role/',
    permission: 'ASSIGN_ROLES',
    summary: 'Take a role from a user',
    body: RoleOfUser,
    reply: { 200: User },
    errors: ['not_found', 'escalation', 'own_roles', 'last_owner', 'version_mismatch'],
    handle: writeAtUser(removeRole),
  }),
  route({
    method: 'POST',
    path: '/api/users/:id/unlock/',
    permission: 'UPDATE_USER',
    summary: 'End a lockout after failed sign-ins',
    body: nothing,
    reply: { 200: User },
    errors: ['not_found', 'escalation', 'version_mismatch'],
    handle: writeAtUser(unlockUser),
  }),
  route({
    method: 'POST',
    path: '/api/users/:id/reset_password/',
    permission: 'UPDATE_USER',
    summary: 'Give a user a new password; one made here is shown once',
    body: Nullable(NewPassword),
    reply: { 200: UserWithPassword },
    errors: ['not_found', 'escalation', 'version_mismatch'],
    handle: writeAtUser(resetPassword),
  }),
])

const roles = routesOf('Roles', [
  route({
    method: 'GET',
    path: '/api/roles/',
    permission: 'VIEW_ROLES',
    summary: 'The company’s roles',
    query: queryOf(roleList),
    reply: { 200: RolePage },
    handle: readInNamed(listRoles),
  }),
  route({
    method: 'POST',
    path: '/api/roles/',
    permission: 'CREATE_ROLE',
    summary: 'Make a role',
    query: namedCompanyQuery,
    body: NewRole,
    reply: { 201: Role },
    errors: ['permission_denied', 'escalation'],
    handle: writeInNamed(addRole),
  }),
  route({
    method: 'GET',
    path: '/api/roles/:id/',
    permission: 'VIEW_ROLES',
    summary: 'One role',
    query: namedCompanyQuery,
    reply: { 200: Role },
    errors: ['not_found'],
    handle: readInNamed(getRole),
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/roles/:id/',
    permission: 'UPDATE_ROLE',
    summary: 'Change a role',
    query: namedCompanyQuery,
    body: RoleChanges,
    reply: { 200: Role },
    errors: ['not_found', 'permission_denied', 'escalation', 'own_roles', 'built_in', 'version_mismatch'],
    handle: writeInNamed(changeRole),
  }),
  route({
    method: 'DELETE',
    path: '/api/roles/:id/',
    permission: 'DELETE_ROLE',
    summary: 'Remove a role that nobody has',
    query: namedCompanyQuery,
    reply: { 204: null },
    errors: ['not_found', 'escalation', 'built_in', 'in_use', 'version_mismatch'],
    handle: writeInNamed(deleteRole),
  }),
  route({
    method: 'POST',
    path: '/api/roles/:id/assign_permissions/',
    permission: 'ASSIGN_PERMISSIONS',
    summary: 'Replace what a role allows',
    query: namedCompanyQuery,
    body: PermissionsOfRole,
    reply: { 200: Role },
    errors: ['not_found', 'escalation', 'own_roles', 'version_mismatch'],
    handle: writeInNamed(assignPermissions),
  }),
  route({
    method: 'GET',
    path: '/api/permissions/',
    permission: 'VIEW_PERMISSIONS',
    summary: 'All permissions there are',
    query: queryOf(permissionList),
    reply: { 200: PermissionPage },
    handle: listPermissions,
  }),
])

const profile = routesOf('Profile', [
  route({
    method: 'GET',
    path: '/api/profile/',
    signedIn: 'shows only oneself',
    summary: 'One’s own profile',
    reply: { 200: Profile },
    handle: getProfile,
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/profile/',
    signedIn: 'changes only oneself',
    summary: 'Change one’s own profile',
    body: ProfileChanges,
    reply: { 200: Profile },
    errors: ['version_mismatch'],
    handle: changeProfile,
  }),
])

export const peopleRoutes = [...users, ...roles, ...profile]
