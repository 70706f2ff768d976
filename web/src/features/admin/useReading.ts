import { useState } from 'react'

/** Reads what a form says; null, and said so, where a list or object in it is no JSON. */
export function useReading() {
  const [isUnreadable, setUnreadable] = useState(false)
  const read = <T>(parse: () => T): T | null => {
    try {
      const parsed = parse()
      setUnreadable(false)
      return parsed
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      setUnreadable(true)
      return null
    }
  }
  return { isUnreadable, read }
}
