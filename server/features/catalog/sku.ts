import { randomInt } from 'node:crypto'
import anyAscii from 'any-ascii'
import { type Invalid, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'

// Without what is easily misread: 0 O, 1 I L.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A readable SKU of a product's name: `Red Saree` → `RED-SAREE-7K2F`. */
export function skuFor(name: string): string {
  const words = anyAscii(name)
    .toUpperCase()
    .match(/[A-Z0-9]+/g) ?? ['ITEM']
  const suffix = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${words.join('-').slice(0, 24).replace(/-$/, '')}-${suffix}`
}

/** Which of these SKUs live products other than `exceptId` have, as keys; joins the flush of its tick. */
export async function takenSkus({ tx, tenantId }: Ctx, skus: readonly string[], exceptId = 0): Promise<string[]> {
  if (skus.length === 0) return []
  const rows = await tx.rows(sql<{ sku_key: string }>`
    select sku_key from products where tenant_id = ${tenantId} and sku_key = any(${skus.map(nameKey)}) and deleted_at is null and id <> ${exceptId}`)
  return rows.map(row => row.sku_key)
}

export function skuTaken(): Invalid {
  return invalid('sku', 'Another product has this SKU.')
}
