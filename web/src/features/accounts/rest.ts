/** After five wrong passwords a name rests; the server says for how long. */
import { useEffect, useState } from 'react'
import type { ApiError } from '../../lib/api.ts'

export type Rest = { name: string; until: number }

/** After the fifth failure nobody has asked yet how long it is. */
const wholeRestSeconds = 300

/** The rest that a refused sign-in with this name means, or null. */
export function restOf({ status, code, retryAfter, attemptsLeft }: ApiError, name: string): Rest | null {
  const isResting = code === 'account_locked'
  if (!isResting && !(status === 401 && attemptsLeft === 0)) return null
  const seconds = isResting ? (retryAfter ?? wholeRestSeconds) : wholeRestSeconds
  return { name: keyOf(name), until: Date.now() + seconds * 1000 }
}

/** Whole seconds that this name still rests, counted down. */
export function useSecondsLeft(rest: Rest | null, name: string): number {
  const [now, setNow] = useState(Date.now)
  const until = rest && rest.name === keyOf(name) ? rest.until : 0
  const isOver = until <= now
  useEffect(() => {
    if (until <= Date.now()) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [until])
  return isOver ? 0 : Math.ceil((until - now) / 1000)
}

/** 4:07 */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

const keyOf = (name: string): string => name.trim().toLowerCase()
