import type { Command } from 'commander'
import { record } from '../features/audit/record.ts'
import { passwordFor } from '../features/people/add.ts'
import { settingsOf } from '../features/people/presets.ts'
import { NewCompany, type NewCompanyBody, placements, presets } from '../features/tenants/contract.ts'
import { type NewTenant, type Provisioned, provisionTenant } from '../features/tenants/provision.ts'
import { changeStatus, resumption, suspension } from '../features/tenants/suspend.ts'
import type { Config } from '../platform/config.ts'
import type { Deployment } from '../platform/deployment.ts'
import { checked } from './checked.ts'
import { listTenants, type Tenant } from './tenants.ts'
import { cliMeta, type Outcome, withDeployment } from './with.ts'

/** `tenant create`, `list`, `suspend`, `resume`. */
export function tenantCommands(program: Command): void {
  const tenant = program.command('tenant').description('the companies of this deployment')
  createCommand(tenant)
  tenant
    .command('list')
    .description('every company: id, slug, status, placement, preset and name; the first is the platform itself')
    .action((_options: object, command: Command) =>
      withDeployment(command, async ({ door }) => {
        const tenants = await listTenants(door)
        return { json: tenants, text: tenants.map(lineOf).join('\n') }
      }),
    )
  tenant
    .command('suspend')
    .argument('<id or slug>')
    .description('keep everybody of a company out; its open connections close within a second')
    .action((idOrSlug: string, _options: object, command: Command) =>
      withDeployment(command, deployment => turn(deployment, idOrSlug, suspension)),
    )
  tenant
    .command('resume')
    .argument('<id or slug>')
    .description('let a company work again, or a registered one for the first time')
    .action((idOrSlug: string, _options: object, command: Command) =>
      withDeployment(command, deployment => turn(deployment, idOrSlug, resumption)),
    )
}

type Given = {
  name: string
  slug?: string
  preset?: string
  placement?: string
  currency?: string
  owner?: string
  email?: string
}

function createCommand(tenant: Command): void {
  tenant
    .command('create')
    .description('make a company, with its owner if --owner is given')
    .requiredOption('--name <name>', 'the company’s name')
    .option('--slug <slug>', 'its place in addresses; made from the name if left out')
    .option('--preset <preset>', `how it works: ${presets.join(', ')} (stockroom)`)
    .option('--placement <placement>', `where its data lives: ${placements.join(', ')} (DEFAULT_PLACEMENT)`)
    .option('--currency <code>', 'what it counts in, such as EUR')
    .option('--owner <username>', 'the login name of its owner, who gets a password made here (or OWNER_PASSWORD)')
    .option('--email <address>', 'the owner’s e-mail, required with --owner')
    .action((given: Given, command: Command) =>
      withDeployment(command, deployment => create(deployment, checked(NewCompany, bodyOf(given)))),
    )
}

/** The same body as POST /api/companies/ takes. */
function bodyOf({ name, slug, preset, placement, currency, owner, email }: Given): object {
  const password = process.env.OWNER_PASSWORD
  return {
    name,
    ...(slug !== undefined && { slug }),
    ...(preset !== undefined && { preset }),
    ...(placement !== undefined && { placement }),
    ...(currency !== undefined && { settings: { currency } }),
    ...((owner ?? email) !== undefined && {
      owner: { ...(owner && { username: owner }), ...(email && { email }), ...(owner && password && { password }) },
    }),
  }
}

async function create(deployment: Deployment, body: NewCompanyBody): Promise<Outcome> {
  const { name, slug, preset = 'stockroom', placement = deployment.config.defaultPlacement, settings } = body
  const { owner, made } = await ownerFrom(deployment, body)
  const provisioned = await provisionTenant(deployment, {
    name,
    preset,
    placement,
    ...(slug !== undefined && { slug }),
    ...(settings && { settings }),
    ...(owner && { owner }),
    by: null,
    meta: cliMeta,
  })
  await tellPlatform(deployment, provisioned)
  deployment.wakeOutbox(provisioned.tenant.id)
  return outcomeOf(provisioned, owner?.username ?? null, { made, address: addressOf(deployment.config, provisioned) })
}

async function ownerFrom(
  deployment: Deployment,
  { owner, preset = 'stockroom' }: NewCompanyBody,
): Promise<{ owner?: NonNullable<NewTenant['owner']>; made: string | null }> {
  if (!owner) return { made: null }
  const { username, email } = owner
  const { passwordHash, made } = await passwordFor({ deployment }, owner)
  const mustChangePassword = made !== null || settingsOf(preset).first_sign_in_change
  return { owner: { username, email, passwordHash, mustChangePassword }, made }
}

async function tellPlatform(deployment: Deployment, { tenant }: Provisioned): Promise<void> {
  const { id, name, slug, placement, preset } = tenant
  await recordForPlatform(deployment, {
    action: 'company.created',
    object: { type: 'company', id },
    after: { name, slug, placement, preset },
  })
}

/** Where the company is found in a browser: its domain, as PUBLIC_URL is reached. */
function addressOf({ publicUrl }: Config, { tenant }: Provisioned): string {
  const { protocol, port } = new URL(publicUrl)
  return `${protocol}//${tenant.domain}${port && `:${port}`}`
}

type Told = { made: string | null; address: string }

function outcomeOf({ tenant, ownerId }: Provisioned, username: string | null, { made, address }: Told): Outcome {
  const owner = username && { id: ownerId, username, ...(made && { initial_password: made }) }
  const lines = [`${tenant.name} is company ${tenant.id}: ${address}, placed in ${tenant.placement}.`]
  if (username) lines.push(`Its owner is ${username}${made ? ` with the password ${made} (shown this once)` : ''}.`)
  return { json: { ...tenant, ...(owner && { owner }) }, text: lines.join('\n') }
}

async function turn(deployment: Deployment, idOrSlug: string, change: typeof suspension): Promise<Outcome> {
  const [tenant] = (await listTenants(deployment.door, idOrSlug)) as [Tenant]
  const { company, event } = await changeStatus(
    { deployment, actor: null, meta: cliMeta, ifMatch: null },
    tenant.id,
    change,
  )
  if (event) await recordForPlatform(deployment, event)
  const { id, slug, name, status } = company
  return {
    json: { id, slug, name, status, changed: event !== null },
    text: `${name} is ${event ? 'now' : 'already'} ${status}.`,
  }
}

async function recordForPlatform(deployment: Deployment, event: Parameters<typeof record>[1]): Promise<void> {
  const { tenantId, write } = await deployment.entrances.platform()
  await write(async tx => record({ tx, tenantId, actor: null, meta: cliMeta }, event))
}

function lineOf({ id, slug, name, placement, preset, status }: Tenant): string {
  return [
    String(id).padStart(6),
    slug.padEnd(24),
    status.padEnd(17),
    placement.padEnd(7),
    preset.padEnd(11),
    name,
  ].join(' ')
}
