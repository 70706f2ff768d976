/** A mail server that keeps what it is sent. */
import { SMTPServer } from 'smtp-server'
import { expect } from 'vitest'
import { untilPasses } from './until.ts'

export type MailSink = {
  url: string
  /** Every letter received, as it came over the wire. */
  letters: string[]
  /** Resolves once so many letters have arrived. */
  arrived(count: number): Promise<void>
  close(): Promise<void>
}

type Options = {
  port?: number
  /** The SMTP code with which an address is refused, or null. */
  refuses?: (address: string) => number | null
}

export async function openMailSink({ port = 0, refuses = () => null }: Options = {}): Promise<MailSink> {
  const letters: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, reply) {
      const responseCode = refuses(address)
      reply(responseCode === null ? null : Object.assign(new Error('refused'), { responseCode }))
    },
    async onData(stream, _session, reply) {
      let letter = ''
      for await (const piece of stream) letter += piece
      letters.push(letter)
      reply()
    },
  })
  const bound = await new Promise<number>(resolve => {
    const listening = server.listen(port, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  return {
    url: `smtp://127.0.0.1:${bound}`,
    letters,
    async arrived(count) {
      await untilPasses(() => expect(letters.length).toBeGreaterThanOrEqual(count))
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
