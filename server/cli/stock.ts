import type { Command } from 'commander'
import { type Violation, verifyStock } from '../features/stock/verify.ts'
import { listTenants } from './tenants.ts'
import { withDeployment } from './with.ts'

/** `stock verify`: whether every stock number follows from the moves and the holds. */
export function stockCommands(program: Command): void {
  const stock = program.command('stock').description('the stock books')
  stock
    .command('verify')
    .description(
      'compare every stock number of one company, or of all, with the ledger; exit code 1 when one disagrees',
    )
    .option('--tenant <id or slug>', 'only this company')
    .action((options: { tenant?: string }, command: Command) =>
      withDeployment(command, async ({ door }) => {
        const verdicts = []
        for (const tenant of await listTenants(door, options.tenant)) {
          const violations = await door.long({ tenantId: tenant.id }, tx => verifyStock(tx, tenant.id))
          verdicts.push({ tenant, ok: violations.length === 0, violations })
        }
        const text = verdicts.map(({ tenant, violations }) => textOf(tenant.slug, violations)).join('\n')
        return { json: verdicts, text, ok: verdicts.every(({ ok }) => ok) }
      }),
    )
}

function textOf(slug: string, violations: Violation[]): string {
  if (violations.length === 0) return `${slug}: the books agree`
  const lines = violations.map(({ rule, product, location, expected, found }) => {
    const subject = product === null ? 'the company' : `product ${product}`
    const place = location === null ? '' : ` at location ${location}`
    return `  ${subject}${place}: ${rule}: expected ${expected}, found ${found}`
  })
  return [`${slug}: ${violations.length} numbers disagree`, ...lines].join('\n')
}
