/** Questions that are asked before the part of the page that needs them is there. */
import { findSession } from './tokens.ts'

const answers = new Map<string, Promise<Response | null>>()

/** Asks as whoever is signed in; nothing when nobody is. Resolves when the questions are on their way. */
export async function askAhead(urls: readonly string[]): Promise<void> {
  const session = findSession()
  for (const url of urls) {
    const answer = session.then(token => (token === null ? null : ask(url, token)))
    answers.set(
      url,
      answer.catch(() => null),
    )
  }
  await session
}

/** The answer to this question if it was asked ahead: once, and not after a deed that may have changed it. */
export async function takeAhead(method: string, url: string): Promise<Response | null> {
  if (method !== 'GET') answers.clear()
  const answer = answers.get(url)
  answers.delete(url)
  return (await answer) ?? null
}

const ask = (url: string, token: string): Promise<Response> =>
  fetch(url, { headers: { accept: 'application/json', authorization: `Bearer ${token}` }, credentials: 'same-origin' })
