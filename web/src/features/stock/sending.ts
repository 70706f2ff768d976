import { useRef, useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'

type Options = { version?: number }

/** A POST that does its deed once: repeated after a lost answer it keeps its key; after a refusal it begins anew. */
export function usePost() {
  const sent = useRef<{ what: string; once: string } | null>(null)
  return async function post<T>(path: string, body?: unknown, options: Options = {}): Promise<T> {
    const what = JSON.stringify([path, body])
    if (sent.current?.what !== what) sent.current = { what, once: crypto.randomUUID() }
    try {
      const answer = await api.post<T>(path, body, { ...options, once: sent.current.once })
      sent.current = null
      return answer
    } catch (reason) {
      if (reason instanceof ApiError && isFinal(reason)) sent.current = null
      throw reason
    }
  }
}

/** The server has decided; asking again without a change is of no use. */
export const isFinal = ({ status }: ApiError): boolean =>
  status >= 400 && status < 500 && status !== 429 && status !== 401

export type Messages = Record<string, string | undefined>

type SendingOptions = {
  send: () => Promise<unknown>
  /** What can be told without the server, by field. */
  check?: () => Messages
}

/** A small form under way: what is wrong at which field, and what was refused as a whole. */
export function useSending({ send, check = () => ({}) }: SendingOptions) {
  const [errors, setErrors] = useState<Messages>({})
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function submit(): Promise<void> {
    if (isBusy) return
    const wrong = check()
    setErrors(wrong)
    setError(null)
    if (Object.values(wrong).some(Boolean)) return
    setBusy(true)
    try {
      await send()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setErrors(Object.fromEntries(Object.entries(reason.fields).map(([name, all]) => [name, all.join(' ')])))
      setError(reason)
    } finally {
      setBusy(false)
    }
  }

  return { submit, errors, error, isBusy }
}

export type Sending = ReturnType<typeof useSending>
