import { ApiError } from '../../../lib/api.ts'

export type Outcome<T, R> = { done: { item: T; result: R }[]; failed: { item: T; error: ApiError }[] }

const atOnce = 3

/** Does the work for every item, a few at a time; what is refused does not stop the others. */
export async function forEach<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  tell: (done: number) => void = () => {},
): Promise<Outcome<T, R>> {
  const outcome: Outcome<T, R> = { done: [], failed: [] }
  const waiting = items.values()
  let ended = 0
  const take = async () => {
    for (const item of waiting) {
      try {
        outcome.done.push({ item, result: await patiently(() => work(item)) })
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        outcome.failed.push({ item, error })
      }
      tell(++ended)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, take))
  return outcome
}

/** Told to wait, it waits once for as long as it was told. */
async function patiently<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ApiError) || ![429, 503].includes(error.status)) throw error
    await new Promise(resolve => setTimeout(resolve, Math.min(60, error.retryAfter ?? 1) * 1000))
    return work()
  }
}
