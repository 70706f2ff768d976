import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api.ts'
import { type Entry, EntryQueue } from './EntryQueue.ts'

const offline = () => new ApiError(0, { code: 'offline' })

/** A browser's storage, and a network that answers as told: an error is a refusal or a lost connection. */
function makeShelf(kept: Record<string, string> = {}) {
  const sent: Entry[] = []
  const answers: (ApiError | null)[] = []
  const pauses: (() => void)[] = []
  const storage = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, text: string) => {
      kept[name] = text
    },
    removeItem: (name: string) => {
      delete kept[name]
    },
  }
  const send = async (entry: Entry) => {
    sent.push(entry)
    const answer = answers.shift()
    if (answer) throw answer
  }
  const open = () => new EntryQueue('count', { send, storage, later: act => pauses.push(act) })
  return { open, sent, answers, pauses, kept }
}

const settled = () => new Promise(resolve => setTimeout(resolve))

describe('what was counted', () => {
  it('goes out one after the other and is forgotten here when the server has it', async () => {
    const { open, sent, kept } = makeShelf()
    const queue = open()
    queue.enter(7, 12)
    queue.enter(8, 0)
    await settled()
    expect(sent.map(({ product, counted }) => [product, counted])).toEqual([
      [7, 12],
      [8, 0],
    ])
    expect(queue.now().entries).toEqual([])
    expect(kept).toEqual({})
  })

  it('waits while the connection is lost, and goes out again under the same key', async () => {
    const { open, sent, answers, pauses } = makeShelf()
    answers.push(offline())
    const queue = open()
    queue.enter(7, 12)
    await settled()
    expect(queue.now().stuckSince).not.toBeNull()
    pauses[0]?.()
    await settled()
    expect(queue.now()).toMatchObject({ entries: [], stuckSince: null })
    expect(sent[0]?.once).toBe(sent[1]?.once)
  })

  it('outlives a reload, the number under the finger too', async () => {
    const { open, answers, kept } = makeShelf()
    answers.push(offline())
    const queue = open()
    queue.enter(7, 12)
    queue.type({ product: 8, text: '3' })
    await settled()
    const again = makeShelf(kept)
    const reopened = again.open()
    expect(reopened.now().draft).toEqual({ product: 8, text: '3' })
    await settled()
    expect(again.sent).toMatchObject([{ product: 7, counted: 12 }])
  })

  it('stays with its reason when the server refuses it, and holds up nothing behind it', async () => {
    const { open, answers, sent } = makeShelf()
    answers.push(new ApiError(400, { lines: ['Pieces are whole.'] }))
    const queue = open()
    queue.enter(7, 1.5)
    queue.enter(8, 2)
    await settled()
    expect(queue.now().entries).toMatchObject([{ product: 7, refused: 'Pieces are whole.' }])
    expect(sent).toHaveLength(2)
  })

  it('is the last number of a product, even when an earlier one is on its way', async () => {
    const { open, sent } = makeShelf()
    const queue = open()
    queue.enter(7, 12)
    queue.enter(7, 13)
    await settled()
    expect(sent.map(({ counted }) => counted)).toEqual([12, 13])
    expect(queue.now().entries).toEqual([])
  })
})
