import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Config } from './config.ts'
import { listen } from './listen.ts'

const busy = Fastify()
let port: number

beforeAll(async () => {
  await busy.listen({ port: 0, host: '127.0.0.1' })
  port = (busy.server.address() as AddressInfo).port
})
afterAll(() => busy.close())

async function lineFor(wanted: Pick<Config, 'port' | 'hosts'>): Promise<string> {
  const app = Fastify()
  const line = await listen(app, wanted as Config).then(
    () => 'it listens',
    error => `${error.name}: ${error.message}`,
  )
  await app.close()
  return line
}

test('an address that cannot be had is one line that names its variable', async () => {
  expect(await lineFor({ port: 0, hosts: ['127.0.0.1'] })).toBe('it listens')
  for (const hosts of [['127.0.0.1'], ['127.0.0.1', '::1']])
    expect(await lineFor({ port, hosts })).toMatch(`ConfigError: PORT ${port} is in use by another program.`)
  // 203.0.113.0/24 is nobody's (RFC 5737).
  for (const host of ['203.0.113.5', 'no-such-host.invalid'])
    expect(await lineFor({ port: 0, hosts: [host] })).toMatch(`ConfigError: HOST must be an address of this machine`)
})
