import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { Deployment } from '../../platform/deployment.ts'
import { fail } from '../../platform/errors.ts'
import { isOwnOrigin } from '../../platform/origins.ts'
import { redeemTicket } from '../accounts/ticket.ts'
import { type Hub, openHub } from './hub.ts'
import { closing, leave } from './seat.ts'

const patienceMs = 5_000
const mostMessageBytes = 64 * 1024
const flood = { messages: 30, withinMs: 10_000 }

/** Opens `/ws/notifications/`. */
export async function installRealtime(app: FastifyInstance, deployment: Deployment): Promise<void> {
  const { door, bus, log } = deployment
  const hub = openHub({ door, bus, log })
  app.addHook('preClose', async () => hub.close())
  await app.register(websocket, { options: { maxPayload: mostMessageBytes }, preClose: leaveAll })
  app.route({
    method: 'GET',
    url: '/ws/notifications/',
    config: { declared: { public: 'authenticates by a ticket or by its first message' } },
    preValidation: async request => assertOrigin(request, deployment),
    // Who asks without wanting a socket.
    handler: async () => {
      throw fail('not_found')
    },
    wsHandler: (socket, request) => greet(socket, request, { deployment, hub }),
  })
}

/** Also whoever has not yet said who they are; nobody comes in any more. */
function leaveAll(this: FastifyInstance, done: () => void): void {
  this.websocketServer.close()
  for (const socket of this.websocketServer.clients) leave(socket, 1001)
  done()
}

type Place = { deployment: Deployment; hub: Hub }
type Wish = { token: string; lastEventId: number | null }

async function assertOrigin(request: FastifyRequest, { config }: Deployment): Promise<void> {
  if (!isOwnOrigin(request, config)) throw fail('foreign_origin')
}

/** A ticket may come in the address; anything else comes as the first message, within five seconds. */
function greet(socket: WebSocket, request: FastifyRequest, place: Place): void {
  limitMessages(socket)
  socket.on('error', () => {})
  const { token, last_event_id } = request.query as Record<string, unknown>
  if (token !== undefined)
    return void admit(socket, request, place, { token: ticketOf(token), lastEventId: idOf(last_event_id) })
  const late = setTimeout(() => leave(socket, closing.late), patienceMs)
  socket.once('close', () => clearTimeout(late))
  socket.once('message', message => {
    clearTimeout(late)
    void admit(socket, request, place, wishOf(String(message), last_event_id))
  })
}

function limitMessages(socket: WebSocket): void {
  let times: number[] = []
  socket.on('message', () => {
    const now = Date.now()
    times = [...times.filter(time => now - time < flood.withinMs), now]
    if (times.length > flood.messages) leave(socket, closing.flood)
  })
}

function wishOf(message: string, inAddress: unknown): Wish {
  try {
    const { type, token, last_event_id } = JSON.parse(message)
    return {
      token: type === 'auth' && typeof token === 'string' ? token : '',
      lastEventId: idOf(last_event_id ?? inAddress),
    }
  } catch {
    return { token: '', lastEventId: null }
  }
}

function idOf(given: unknown): number | null {
  const id = Number(given)
  return given !== undefined && given !== null && Number.isSafeInteger(id) && id >= 0 ? id : null
}

/** What the address may carry: one ticket; whatever else it holds is no token. */
function ticketOf(given: unknown): string {
  return typeof given === 'string' && isTicket(given) ? given : ''
}

/** An access token has three parts; in an address it would end up in logs. */
function isTicket(token: string): boolean {
  return token.split('.').length === 2
}

async function admit(
  socket: WebSocket,
  request: FastifyRequest,
  place: Place,
  { token, lastEventId }: Wish,
): Promise<void> {
  const { deployment, hub } = place
  try {
    const claimed = isTicket(token)
      ? await redeemTicket(deployment.door, token)
      : await deployment.tokens.readAccess(token)
    if (!claimed) return leave(socket, closing.unauthenticated)
    if (isElsewhere(request, claimed.tenant_id)) return leave(socket, closing.forbidden)
    const { tenant_id, sid, user_id } = claimed
    hub.welcome(tenant_id, { socket, sessionId: sid, userId: user_id, after: lastEventId })
  } catch (error) {
    deployment.log.warn({ err: error }, 'a socket could not be opened')
    leave(socket, closing.failed)
  }
}

/** On a company's own domain only its own people come in. */
function isElsewhere({ domainTenantId }: FastifyRequest, tenantId: number): boolean {
  return domainTenantId !== null && domainTenantId !== tenantId
}
