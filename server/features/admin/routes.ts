import { prove } from '../../platform/operator.ts'
import { type ReadCtx, type Route, route, routesOf } from '../../platform/route.ts'
import { ModelList } from './contract.ts'
import { describeModel } from './describe.ts'
import { models } from './models.ts'
import { assertOperator } from './table.ts'
import { shownTables } from './tables.ts'

/** The console's own routes, made from all others. */
export function adminRoutes(others: readonly Route[]): Route[] {
  const rows = shownTables.flatMap(({ routes }) => routes)
  const described = models.map(model => describeModel(model, [...others, ...rows]))
  const listModels = async (ctx: ReadCtx) => {
    await prove(ctx)
    assertOperator(ctx)
    return { count: described.length, results: described }
  }
  const list = route({
    method: 'GET',
    path: '/api/admin/models/',
    platform: 'VIEW_COMPANIES',
    summary: 'Every kind of record that there is, and how to list, show and change it',
    reply: { 200: ModelList },
    errors: ['not_found'],
    handle: listModels,
  })
  return [...routesOf('Platform console', [list]), ...rows]
}
