import { expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { onceKeys } from './once.ts'

/** A form whose server answers as it is told to, and the keys that reached it. */
function openForm() {
  const once = onceKeys()
  const keys: string[] = []
  const send = (body: unknown, answer: () => Promise<unknown>) =>
    once(body, key => {
      keys.push(key)
      return answer()
    }).catch(() => 'failed')
  return { keys, send, latest: () => keys.at(-1) }
}

const saree = { product: 'RED-SAREE', quantity: 1 }
const lamp = { product: 'BRASS-LAMP', quantity: 1 }

const done = async () => ({ id: 17 })
const fails = (status: number, code = '') => {
  return () => Promise.reject(new ApiError(status, { detail: '', ...(code && { code }) }))
}

test.each([
  ['no reply came', fails(0)],
  ['the server broke', fails(500)],
  ['nobody knows the outcome', fails(503, 'outcome_unknown')],
  ['it is still running', fails(409, 'idempotency_running')],
  ['the page itself broke', () => Promise.reject(new TypeError('not a reply'))],
])('the same deed keeps its key while it is unknown whether it was done: %s', async (_why, answer) => {
  const { keys, send } = openForm()
  await send(saree, answer)
  await send({ ...saree }, answer)
  await send(saree, done)
  expect(new Set(keys).size).toBe(1)
})

test.each([
  ['done', done],
  ['refused by its fields', fails(400)],
  ['refused by the stock', fails(409, 'insufficient_stock')],
  ['refused as too many', fails(429)],
])('a deed that was answered (%s) is another one when it is tried again', async (_how, answer) => {
  const { keys, send } = openForm()
  await send(saree, answer)
  await send(saree, done)
  expect(new Set(keys).size).toBe(2)
})

test('another deed never gets the key of one that may have been done', async () => {
  const { keys, send } = openForm()
  await send(saree, fails(0))
  await send(lamp, fails(0))
  await send({ ...saree, quantity: 2 }, done)
  await send(undefined, done)
  expect(new Set(keys).size).toBe(4)
})

test('a second press while the first is under way is the same deed', async () => {
  const { keys, send } = openForm()
  await Promise.all([send(saree, done), send(saree, done)])
  expect(new Set(keys).size).toBe(1)
})

test('the late answer to one deed does not forget the key of the next', async () => {
  const { keys, send, latest } = openForm()
  let answerFirst = (_answer: unknown) => {}
  const first = send(saree, () => new Promise(resolve => (answerFirst = resolve)))
  await send(lamp, fails(0))
  const key = latest()
  answerFirst({ id: 17 })
  await first
  await send(lamp, done)
  expect(latest()).toBe(key)
  expect(keys).toHaveLength(3)
})

test('two forms never share a key, and the answer reaches whoever asked', async () => {
  const [one, other] = [openForm(), openForm()]
  expect(await one.send(saree, done)).toEqual({ id: 17 })
  await other.send(saree, done)
  expect(one.latest()).not.toBe(other.latest())
  expect(one.latest()).toMatch(/^[\x21-\x7e]{1,255}$/)
})

test('a refusal is told to the form, not swallowed', async () => {
  const refusal = new ApiError(400, { name: ['This field is required.'] })
  await expect(onceKeys()(saree, () => Promise.reject(refusal))).rejects.toBe(refusal)
})
