import { useState } from 'react'
import { ApiError } from './api.ts'
import { newKey } from './key.ts'

/** Sends a deed under the key that it is given; see `onceKeys`. */
export type Once = <T>(body: unknown, send: (key: string) => Promise<T>) => Promise<T>

/** Idempotency-Keys for a form or button, as long as it is shown. */
export function useOnce(): Once {
  const [once] = useState(onceKeys)
  return once
}

/**
 * The same deed gets the same key again while nobody knows whether it was done (no reply, or the server broke), so it is done
 * once. An answer, a refusal too, is kept under its key by the server, so what is tried after one gets another.
 */
export function onceKeys(): Once {
  let open: { what: string; key: string } | null = null
  return async (body, send) => {
    const what = JSON.stringify(body ?? null)
    if (open?.what !== what) open = { what, key: newKey() }
    const sent = open
    // By then another deed may be open, of which nothing is known yet.
    const settle = () => {
      if (open === sent) open = null
    }
    try {
      const answer = await send(sent.key)
      settle()
      return answer
    } catch (error) {
      if (isAnswered(error)) settle()
      throw error
    }
  }
}

const isAnswered = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.code !== 'idempotency_running'
