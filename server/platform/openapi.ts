/** The OpenAPI 3.1 document, from the same declarations that admit, validate and serialise. */
import about from '../../package.json' with { type: 'json' }
import { errorComponents } from './openapi/errors.ts'
import { operationOf, replyHeaders, type Shared } from './openapi/operation.ts'
import { recordSchemas, recordsOf } from './openapi/records.ts'
import type { Method, Route } from './route.ts'

export type OpenApi = {
  openapi: string
  paths: Record<string, Record<string, unknown>>
  components: Record<string, object>
  [field: string]: unknown
}

/** The document of `routes`; the same routes give the same document. */
export function openApiOf(routes: readonly Route[]): OpenApi {
  const operations = routes.flatMap(route => methodsOf(route).map(method => ({ route, method })))
  const ids = operationIds(operations)
  const shared: Shared = { sets: new Map(), records: recordsOf(routes) }
  const paths: OpenApi['paths'] = {}
  operations.forEach(({ route, method }, i) => {
    const path = templateOf(route.path)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operationOf(route, { method, id: ids[i] as string }, shared),
    }
  })
  const refusals = errorComponents(shared.sets)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Quartermaster',
      version: about.version,
      description: about.description,
      license: { name: about.license, identifier: about.license },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(route => route.tag))].map(name => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `access` token of a sign-in.',
        },
      },
      headers: replyHeaders,
      ...refusals,
      schemas: { ...recordSchemas(shared.records), ...refusals.schemas },
    },
  }
}

/** `/api/products/:id/` as OpenAPI writes it. */
export function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

export function methodsOf(route: Route): Method[] {
  return [route.method].flat() as Method[]
}

type Operation = { route: Route; method: Method }

/** Named after the verb that serves it; where one verb serves several, the later ones tell their method too. */
function operationIds(operations: Operation[]): string[] {
  const taken = new Set<string>()
  return operations.map(({ route, method }) => {
    const verb = route.handle.name && route.handle.name !== 'handle' ? route.handle.name : verbOf(route, method)
    const id = [verb, `${verb}By${method}`, verbOf(route, method)].find(each => !taken.has(each)) as string
    taken.add(id)
    return id
  })
}

/** `POST /api/orders/:id/approve/` → `postOrdersIdApprove`. */
function verbOf({ path }: Route, method: Method): string {
  const words = path.split('/').filter(step => step !== '' && step !== 'api')
  return (
    method.toLowerCase() +
    words.map(word => capital(word.replace(/[^a-zA-Z0-9]+(\w)?/g, (_, letter = '') => letter.toUpperCase()))).join('')
  )
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
