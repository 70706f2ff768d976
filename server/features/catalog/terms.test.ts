import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, startWorld, type World } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'
import { standingOfTerms } from './terms.ts'

let world: World
let meera: Client
let tenantId: number

beforeAll(async () => {
  world = await startWorld()
  meera = world.as('meera')
  tenantId = (await meera.get('/api/auth/me/')).body.tenant.id
})
afterAll(() => world.close())

it('whatever changes what finds a product is noticed by searches that have counted', async () => {
  let path = ''
  const made = await isNoticed(async () => {
    const { status, body } = await meera.post('/api/products/', { name: 'Standing Lamp', price: 1 })
    path = `/api/products/${body.id}/`
    return status
  })
  expect(made).toEqual({ status: 201, noticed: true })
  const changed = (body: object) => isNoticed(async () => (await meera.patch(path, body)).status)
  const changes = [{ name: 'Lying Lamp' }, { sku: 'LYING-1' }, { barcode: '4711' }, { description: 'Low' }]
  for (const body of [...changes, { is_active: false }])
    expect(await changed(body), JSON.stringify(body)).toEqual({ status: 200, noticed: true })
  expect(await isNoticed(async () => (await meera.delete(path)).status)).toEqual({ status: 204, noticed: true })
})

it('a sign-in and an order change nothing that finds products', async () => {
  const { id } = (await meera.post('/api/products/', { name: 'Ordinary Lamp', price: 1, stock: 5 })).body
  const ordered = await isNoticed(async () => {
    const items = [{ product_id: id, qty: 1 }]
    return (await world.as('rahul').post('/api/orders/', { items })).status
  })
  expect(ordered).toEqual({ status: 201, noticed: false })
})

async function isNoticed(work: () => Promise<number>): Promise<{ status: number; noticed: boolean }> {
  const { door } = world.deployment
  const { now, hasChangedSince } = standingOfTerms(tenantId)
  const [before] = await door.read({ tenantId }, tx => tx.rows(now))
  const status = await work()
  const { audit_seq } = before as { audit_seq: number }
  const [after] = await door.read({ tenantId }, tx =>
    tx.rows(sql<{ noticed: boolean }>`select ${hasChangedSince(audit_seq)} as noticed`),
  )
  return { status, noticed: after?.noticed ?? false }
}
