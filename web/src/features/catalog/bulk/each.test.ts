import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api.ts'
import { forEach } from './each.ts'

describe('work on a selection', () => {
  it('is done for all, a few at a time, and tells how far it is', async () => {
    let now = 0
    let most = 0
    const told: number[] = []
    const double = async (n: number) => {
      most = Math.max(most, ++now)
      await new Promise(resolve => setTimeout(resolve, 1))
      now--
      return n * 2
    }
    const { done, failed } = await forEach([1, 2, 3, 4, 5, 6, 7], double, n => told.push(n))
    expect(done.map(({ result }) => result).toSorted((a, b) => a - b)).toEqual([2, 4, 6, 8, 10, 12, 14])
    expect(failed).toEqual([])
    expect(most).toBe(3)
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('goes on where one is refused, and says which and why', async () => {
    const work = async (n: number) => {
      if (n === 2) throw new ApiError(412, { detail: 'changed' })
      return n
    }
    const { done, failed } = await forEach([1, 2, 3], work)
    expect(done).toHaveLength(2)
    expect(failed.map(({ item, error }) => [item, error.status])).toEqual([[2, 412]])
  })

  it('waits where the server asks for it', async () => {
    let tries = 0
    const work = async () => {
      if (++tries === 1) throw new ApiError(429, { detail: 'wait' }, new Headers({ 'retry-after': '0' }))
      return 'done'
    }
    expect((await forEach(['one'], work)).done).toEqual([{ item: 'one', result: 'done' }])
  })
})
