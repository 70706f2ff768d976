import { useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import { useOnce } from '../../lib/once.ts'

type Options = { version?: number }

/** A POST that does its deed once; see `useOnce`. */
export function usePost() {
  const once = useOnce()
  return <T>(path: string, body?: unknown, options: Options = {}): Promise<T> =>
    once([path, body], key => api.post<T>(path, body, { ...options, once: key }))
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
