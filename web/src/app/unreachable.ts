import { ApiError } from '../lib/api.ts'

/** Whether nothing was heard of the server: a call without an answer, or a part of the page that did not arrive. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 0
  return error instanceof Error && lost.test(error.message)
}

/** As Chromium, Firefox, Safari and Vite say it; a mistake of ours is often of the same class. */
const lost = /failed to fetch|attempting to fetch|dynamically imported|importing a module|load failed|preload css/i
