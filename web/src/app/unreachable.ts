import { ApiError } from '../lib/api.ts'

/** Whether nothing was heard of the server: a call without an answer, or a part of the page that did not arrive. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 0
  return error instanceof Error && lost.test(error.message)
}

/** Whether a part of the page did not arrive. The browser and the router remember that, so that only a new page mends it. */
export const isPartLost = (error: unknown): boolean => !(error instanceof ApiError) && isUnreachable(error)

/** Loads the page anew. Out of reach of the server it stays: a reload would leave the browser's own error page where it was. */
export async function beginAnew(): Promise<void> {
  const reply = await fetch('/healthz').catch(() => null)
  if (reply?.ok) location.reload()
}

/** As Chromium, Firefox, Safari and Vite say it; a mistake of ours is often of the same class. */
const lost = /failed to fetch|attempting to fetch|dynamically imported|importing a module|load failed|preload css/i
