/** The API's documents: `/api/schema/` for programs, `/api/docs/` for people, both without anything from outside. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, RouteHandlerMethod, RouteOptions } from 'fastify'
import { stringify } from 'yaml'
import { type OpenApi, openApiOf } from './openapi.ts'
import type { Route } from './route.ts'

/** Adds the documents of every route that is added to `app` after this. */
export async function installApiDocs(app: FastifyInstance): Promise<void> {
  const routes = new Set<Route>()
  app.addHook('onRoute', ({ config }: RouteOptions) => {
    const declared = config?.declared
    if (declared && 'path' in declared) routes.add(declared)
  })
  addSchema(
    app,
    once(() => openApiOf([...routes])),
  )
  await app.register(addPage)
}

function addSchema(app: FastifyInstance, document: () => OpenApi): void {
  const [json, yaml] = [
    once(() => JSON.stringify(document())),
    once(() => stringify(document(), { aliasDuplicateObjects: false })),
  ]
  add(app, '/api/schema/', (request, reply) => {
    const { format } = request.query as { format?: string }
    if (format === 'yaml') return reply.type('application/yaml; charset=utf-8').send(yaml())
    return reply.type('application/json; charset=utf-8').send(json())
  })
}

const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

async function addPage(app: FastifyInstance): Promise<void> {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  await app.register(fastifyStatic, { root, serve: false })
  add(app, '/api/docs/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  add(app, '/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start))
  for (const file of assets)
    add(app, `/api/docs/${file}`, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').sendFile(file),
    )
}

function add(app: FastifyInstance, url: string, handler: RouteHandlerMethod): void {
  app.get(
    url,
    { config: { declared: { public: 'the API describes itself' } }, schema: { hide: true } as object },
    handler,
  )
}

// Absolute addresses: the page is served with and without its trailing slash.
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quartermaster API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

const start = `SwaggerUIBundle({ url: '/api/schema/', dom_id: '#docs', deepLinking: true, validatorUrl: null, docExpansion: 'none', tryItOutEnabled: true })
`

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
