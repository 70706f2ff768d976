/** Before all stories: one server, one browser, and what the pages need to have something to show. */
import type { TestProject } from 'vitest/node'
import { findChromium, startChromium } from './chromium.ts'
import { furnish, type Known } from './known.ts'
import { startServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    url: string
    /** Where the browser listens; empty without one. */
    browser: string
    known: Known
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  const path = findChromium()
  const browser = path ? await startChromium(path) : null
  project.provide('url', server.url)
  project.provide('browser', browser?.wsEndpoint() ?? '')
  project.provide('known', await furnish(server.url))
  return async () => {
    await browser?.close()
    await server.stop()
  }
}
