/** Somebody at the other end of a WebSocket. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { WebSocket } from 'ws'

export type Message = { id: number; type: string; at: string; data: Record<string, unknown> }

export type Listener = {
  socket: WebSocket
  messages: Message[]
  /** The first message of this type, now or within some seconds. */
  next(type: string, matches?: (message: Message) => boolean, withinMs?: number): Promise<Message>
  /** The code the server closes with. */
  closed: Promise<number>
}

/** Opens a socket and keeps what it hears. */
export function openListener(url: string, headers: Record<string, string> = {}): Listener {
  const socket = new WebSocket(url, { headers })
  const messages: Message[] = []
  const waiting = new Set<() => void>()
  socket.on('error', () => {})
  socket.on('message', text => {
    messages.push(JSON.parse(String(text)))
    for (const look of waiting) look()
  })
  const next: Listener['next'] = (type, matches = () => true, withinMs = 5000) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${type} among ${JSON.stringify(messages)}`)), withinMs)
      const look = () => {
        const message = messages.find(one => one.type === type && matches(one))
        if (!message) return
        waiting.delete(look)
        clearTimeout(timer)
        resolve(message)
      }
      waiting.add(look)
      look()
    })
  return { socket, messages, next, closed: once(socket, 'close').then(([code]) => code as number) }
}

/** The address of the stream of an app that listens. */
export function streamOf(app: FastifyInstance): string {
  return `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/ws/notifications/`
}
