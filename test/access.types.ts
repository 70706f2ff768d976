/** Lock 1: what must not compile. Each line below an expectation is an error, or the type check fails (test/tenancy.test.ts). */
import { Type } from 'typebox'
import { route } from '../server/platform/route.ts'

const answer = { summary: '', reply: { 200: Type.Object({}) } }

// @ts-expect-error nobody is named who may call
route({ ...answer, method: 'GET', path: '/x/', handle: () => null })

// @ts-expect-error two are named, which of them counts?
route({ ...answer, method: 'GET', path: '/x/', permission: 'VIEW_ORDERS', public: 'everybody', handle: () => null })

// @ts-expect-error there is no such permission
route({ ...answer, method: 'GET', path: '/x/', permission: 'VIEW_EVERYTHING', handle: () => null })

route({
  ...answer,
  method: 'GET',
  path: '/x/',
  public: 'whoever calls',
  // @ts-expect-error a public handler has no tenant to ask
  handle: ctx => ctx.tx.rows,
})

route({
  ...answer,
  method: 'GET',
  path: '/x/',
  permission: 'VIEW_ORDERS',
  // @ts-expect-error a GET only reads
  handle: ctx => ctx.tx.commit(),
})
