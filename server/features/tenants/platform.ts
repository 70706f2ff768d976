import { platformTenantId } from '../../platform/session.ts'
import { sql } from '../../platform/sql.ts'
import { type NewTenant, type Provisioner, provisionAs } from './provision.ts'

/** Makes the platform's own company (tenant 1), whose owners are the deployment's admins, unless it is there. */
export async function ensurePlatform(deployment: Provisioner): Promise<void> {
  if (await platformExists(deployment)) return
  try {
    await provisionAs(platformTenantId, deployment, platform)
  } catch (error) {
    if (!(await platformExists(deployment))) throw error
  }
}

const platform: NewTenant = {
  name: 'Quartermaster',
  preset: 'controlled',
  placement: 'shared',
  settings: { first_sign_in_change: false },
  by: null,
  meta: { ip: '', userAgent: 'quartermaster', requestId: '' },
}

async function platformExists({ door }: Provisioner): Promise<boolean> {
  const known = sql`select 1 as known from platform.tenants where id = ${platformTenantId}`
  return (await door.directory.rows(known)).length > 0
}
