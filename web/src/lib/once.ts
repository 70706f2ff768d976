import { useCallback, useRef } from 'react'
import { ApiError } from './api.ts'

/**
 * Idempotency-Keys for a form or button: the same deed gets the same key again while nobody knows whether it was done (no reply,
 * or the server broke), so it is done once. An answer, a refusal too, is kept under its key by the server, so what is tried after
 * one gets another.
 */
export function useOnce() {
  const sent = useRef<{ what: string; key: string } | null>(null)
  return useCallback(async <T>(body: unknown, send: (key: string) => Promise<T>): Promise<T> => {
    const what = JSON.stringify(body ?? null)
    if (sent.current?.what !== what) sent.current = { what, key: crypto.randomUUID() }
    try {
      const answer = await send(sent.current.key)
      sent.current = null
      return answer
    } catch (error) {
      if (isAnswered(error)) sent.current = null
      throw error
    }
  }, [])
}

const isAnswered = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.code !== 'idempotency_running'
