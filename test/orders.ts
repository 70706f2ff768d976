/** Support of the orders' tests: the demo companies with goods on their shelves, and questions about them. */

import { verifyStock } from '../server/features/stock/verify.ts'
import type { TenantSettings } from '../server/platform/actor.ts'
import { type Statement, sql } from '../server/platform/sql.ts'
import { type Client, startWorld, type World } from './server.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

// biome-ignore lint/suspicious/noExplicitAny: replies are judged by what a test expects of them
type Body = any

/** DreamKart (rohan, meera, priya, rahul) sells at once; at Nordlicht (astrid, jonas, emil, freya) everything is approved. */
export async function openStage() {
  const world = await startWorld()
  const { as } = world
  let made = 0
  return {
    world,
    as,
    close: () => world.close(),

    /** A new product of the company that `owner` owns, with `stock` on its shelf. */
    async product(owner: string, fields: object = {}): Promise<Body> {
      const reply = await as(owner).post('/api/products/', {
        name: `Thing ${++made}`,
        price: '100.00',
        stock: 10,
        ...fields,
      })
      if (reply.status !== 201) throw new Error(`no product: ${reply.text}`)
      return reply.body
    },

    /** Places an order that must succeed. */
    place: (who: string, body: object) => placed(as(who), body),

    async stockOf(owner: string, product: { id: number }) {
      const { on_hand, reserved, incoming } = (await as(owner).get(`/api/products/${product.id}/`)).body
      return { on_hand, reserved, incoming }
    },

    idOf: async (username: string): Promise<number> => (await as(username).get('/api/auth/me/')).body.id,

    /** Changes the rules of the company that this person works for. */
    async rule(username: string, rules: Partial<TenantSettings>): Promise<void> {
      const tenantId = await tenantOf(as(username))
      await world.deployment.door.write({ tenantId }, async tx => {
        tx.queue(
          sql`update settings set "values" = "values" || ${rules}::jsonb, version = version + 1 where tenant_id = ${tenantId}`,
        )
      })
    },

    /** Rows of this person's company, straight from the tables. */
    async rows<R>(username: string, statement: (tenantId: number) => Statement<R>): Promise<R[]> {
      const tenantId = await tenantOf(as(username))
      return world.deployment.door.read({ tenantId }, tx => tx.rows(statement(tenantId)))
    },

    /** Where the company's stock numbers disagree with its moves and holds. */
    violations: (username: string) => violationsOf(world, as(username)),
  }
}

async function placed(client: Client, body: object): Promise<Body> {
  const reply = await client.post('/api/orders/', body)
  if (reply.status !== 201) throw new Error(`no order: ${reply.status} ${reply.text}`)
  return reply.body
}

async function violationsOf({ deployment }: World, client: Client) {
  const tenantId = await tenantOf(client)
  return deployment.door.read({ tenantId }, tx => verifyStock(tx, tenantId))
}

async function tenantOf(client: Client): Promise<number> {
  return (await client.get('/api/auth/me/')).body.tenant_id
}
