/** What the product says to PostgreSQL for one call: the statements of the verb, without entering the company and asking who calls. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import type { Call } from './http.ts'

export type Captured = { text: string; values: readonly unknown[] }

/** Tells a call's statements from whatever else the process asks meanwhile. */
export function newCapture() {
  const calls = new AsyncLocalStorage<Captured[]>()
  return {
    onStatement: (text: string, _via: string, values: readonly unknown[]) =>
      void calls.getStore()?.push({ text, values }),

    /** The statements of a call of somebody whom the server knows already, and the reply. Throws when it is refused. */
    async statementsOf(app: FastifyInstance, call: Call): Promise<{ statements: Captured[]; reply: unknown }> {
      await send(app, call)
      const captured: Captured[] = []
      const reply = await calls.run(captured, () => send(app, call))
      return { statements: captured.filter(one => !isEntering(one)), reply }
    },
  }
}

export type Capture = ReturnType<typeof newCapture>

async function send(app: FastifyInstance, { method, path, token, body }: Call): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  const reply = await app.inject({ method, url: path, headers, ...(body && { payload: body }) })
  if (reply.statusCode >= 400) throw new Error(`${path}: ${reply.statusCode} ${reply.body}`)
  return reply.json()
}

function isEntering({ text }: Captured): boolean {
  return text.includes('begin_tenant') || text.includes('from sessions s')
}
