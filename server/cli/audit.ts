import type { Command } from 'commander'
import { readChain, type Verdict, verifyChain } from '../features/audit/verify.ts'
import { listTenants, type Tenant } from './tenants.ts'
import { withDeployment } from './with.ts'

/** `audit verify` and `audit export`. */
export function auditCommands(program: Command): void {
  const audit = program.command('audit').description('the audit log')
  audit
    .command('verify')
    .description('check the chain of one company, or of all; exit code 1 when one is broken')
    .option('--tenant <id or slug>', 'only this company')
    .action((options: { tenant?: string }, command: Command) =>
      withDeployment(command, async ({ door }) => {
        const tenants = await listTenants(door, options.tenant)
        const verdicts = []
        for (const tenant of tenants)
          verdicts.push({ tenant, ...(await door.long({ tenantId: tenant.id }, tx => verifyChain(tx, tenant.id))) })
        return { json: verdicts, text: verdicts.map(lineOf).join('\n'), ok: verdicts.every(({ ok }) => ok) }
      }),
    )
  audit
    .command('export')
    .description('write one company’s entries as JSON lines; bin/verify-audit.js checks them without the server')
    .requiredOption('--tenant <id or slug>', 'the company')
    .action((options: { tenant: string }, command: Command) =>
      withDeployment(command, async ({ door }) => {
        const [tenant] = (await listTenants(door, options.tenant)) as [Tenant]
        return door.long({ tenantId: tenant.id }, async tx => {
          const lines: string[] = []
          for await (const entries of readChain(tx, tenant.id))
            lines.push(...entries.map(entry => JSON.stringify(entry)))
          return { json: lines.map(line => JSON.parse(line)), text: lines.join('\n') }
        })
      }),
    )
}

function lineOf({ tenant, ok, checked, first_bad }: Verdict & { tenant: Tenant }): string {
  return ok
    ? `${tenant.slug}: ${checked} entries, whole`
    : `${tenant.slug}: entry ${first_bad?.seq} was ${first_bad?.reason}`
}
