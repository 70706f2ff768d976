import { errors as accountErrors } from './features/accounts/contract.ts'
import { permissions as catalogPermissions } from './features/catalog/contract.ts'
import { errors as notificationErrors, kinds as notificationKinds } from './features/notifications/contract.ts'
import { errors as orderErrors, permissions as orderPermissions } from './features/orders/contract.ts'
import { errors as peopleErrors, permissions as peoplePermissions } from './features/people/contract.ts'
import { errors as stockErrors, permissions as stockPermissions } from './features/stock/contract.ts'
import { errors as tenantErrors } from './features/tenants/contract.ts'
import { platformErrors } from './platform/errors.ts'

/** Every error code, once. */
export const errors = {
  ...platformErrors,
  ...accountErrors,
  ...tenantErrors,
  ...peopleErrors,
  ...stockErrors,
  ...orderErrors,
  ...notificationErrors,
}

/** What concerns a company itself, not one feature. */
const companyPermissions = {
  VIEW_DASHBOARD: { name: 'View dashboards', group: 'dashboards', scoped: false },
  VIEW_REPORTS: { name: 'View reports', group: 'dashboards', scoped: false },
  VIEW_SETTINGS: { name: 'View settings', group: 'settings', scoped: false },
  UPDATE_SETTINGS: { name: 'Update settings', group: 'settings', scoped: false },
  VIEW_WEBHOOKS: { name: 'View webhooks', group: 'webhooks', scoped: false },
  CREATE_WEBHOOK: { name: 'Create webhooks', group: 'webhooks', scoped: false },
  UPDATE_WEBHOOK: { name: 'Update webhooks', group: 'webhooks', scoped: false },
  DELETE_WEBHOOK: { name: 'Delete webhooks', group: 'webhooks', scoped: false },
  VIEW_API_KEYS: { name: 'View API keys', group: 'api_keys', scoped: false },
  CREATE_API_KEY: { name: 'Create API keys', group: 'api_keys', scoped: false },
  DELETE_API_KEY: { name: 'Delete API keys', group: 'api_keys', scoped: false },
  VIEW_CONTACT_MESSAGES: { name: 'View contact messages', group: 'contact', scoped: false },
}

/** The global list of permissions, in the order of their ids (from 1). */
export const permissions = {
  ...peoplePermissions,
  ...catalogPermissions,
  ...stockPermissions,
  ...orderPermissions,
  ...companyPermissions,
}

/** What people can be told of, and say in their profile how. */
export const knownNotifications: readonly string[] = Object.keys(notificationKinds)

export type ErrorCode = keyof typeof errors
export type PermissionCode = keyof typeof permissions
