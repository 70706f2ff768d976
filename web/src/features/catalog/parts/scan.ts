/**
 * Tells a scanner from a person: it types a whole code with less than 35 ms between the keys and ends with Enter. Pure, so
 * that it can be tried without a keyboard.
 */
export const fastest = 35
const shortest = 4
const longest = 64

export type Burst = { code: string; at: number }

export const noBurst: Burst = { code: '', at: 0 }

/** The burst after one more key; a pause begins another. */
export function withKey(burst: Burst, key: string, at: number): Burst {
  const isOnwards = burst.code !== '' && at - burst.at < fastest
  return { code: isOnwards ? burst.code + key : key, at }
}

/** The code that an Enter at this moment ends, or null when it was a person's. */
export function codeOf({ code, at }: Burst, enterAt: number): string | null {
  const text = code.trim()
  if (enterAt - at >= fastest || text.length < shortest || text.length > longest) return null
  return text
}
