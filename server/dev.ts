/** `npm run dev`: the product as `npm start` runs it, its web application with hot reload, in one process. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createServer } from 'vite'
import { servePages } from './platform/web.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '../web')

await run(serveSources)

/** What Vite makes of the sources goes out as it is: its own inline scripts need a page without our policy. */
async function serveSources(app: FastifyInstance): Promise<void> {
  const vite = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    appType: 'custom',
    // A port of its own: on ours the product's sockets would answer it too, and a page that loses it reloads for ever.
    server: { middlewareMode: true, hmr: { port: await freePort() } },
  })
  app.addHook('onClose', () => vite.close())
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404 || request.url.startsWith('/api/')) return done()
    vite.middlewares(request.raw, reply.raw, () => done())
  })
  servePages(app, async ({ url }, reply) => {
    const html = await vite.transformIndexHtml(url, readFileSync(join(root, 'index.html'), 'utf8'))
    return reply
      .removeHeader('content-security-policy')
      .type('text/html; charset=utf-8')
      .send(html.replaceAll('qm-nonce', ''))
  })
}

async function freePort(): Promise<number> {
  const server = createNetServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
