import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('what is logged holds no secret, wherever it stood', () => {
  const lines: string[] = []
  const log = createLog('info', { write: line => void lines.push(line) })
  log.info({ password: 'hunter2', body: { refresh: 'hunter2', user: { token: 'hunter2' } } })
  log.info({
    req: { method: 'GET', url: '/ws/notifications/?token=hunter2&x=1', headers: { authorization: 'Bearer hunter2' } },
  })
  log.error({ err: new Error('cannot reach postgres://root:hunter2@db/shop') }, 'failed')
  log.error({
    err: Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(hunter2) already exists.' }),
  })
  expect(lines.join('')).not.toContain('hunter2')
  expect(JSON.parse(lines[1] as string).req).toEqual({ method: 'GET', url: '/ws/notifications/?token=[secret]&x=1' })
  expect(JSON.parse(lines[3] as string)).toMatchObject({
    level: 'error',
    err: { message: 'duplicate key', code: '23505' },
  })
})
