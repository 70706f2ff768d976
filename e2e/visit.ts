/** A browser window for each person of a story; whatever goes wrong in one, seen or not, fails the story. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, test as base, inject } from 'vitest'
import { type Look, signIn, windowOf } from './windows.ts'

export type Visitor = Look & {
  /** Who is signed in already. */
  as?: string | null
  password?: string
}

type Tools = {
  /** Opens a window of its own; a visitor who is somebody is signed in and goes where the story leads. */
  enter: (visitor?: Visitor) => Promise<Page>
  /** Trouble that belongs to the story, such as the messages of a network that was cut. */
  forgive: (expected: RegExp) => void
}

let browser: Promise<Browser> | null = null
const theBrowser = () => {
  browser ??= chromium.connect(inject('browser'))
  return browser
}
afterAll(async () => {
  if (browser) await (await browser).close()
  browser = null
})

export const test = base.extend<Tools & { room: Room }>({
  room: async ({ task }, use) => {
    const room = new Room()
    await use(room)
    if (task.result?.state === 'fail') await room.keepPictures(task.name)
    await room.close()
    room.assertCalm()
  },
  enter: async ({ room }, use) => {
    await use(visitor => room.enter(visitor))
  },
  forgive: async ({ room }, use) => {
    await use(expected => void room.forgiven.push(expected))
  },
})

/** The windows of a story, and the trouble that was in them. */
export class Room {
  readonly forgiven: RegExp[] = []
  private readonly contexts: BrowserContext[] = []
  private readonly trouble: string[] = []

  async enter({ as = null, password, ...look }: Visitor = {}): Promise<Page> {
    const context = await (await theBrowser()).newContext({ baseURL: inject('url'), ...windowOf(look) })
    this.contexts.push(context)
    context.setDefaultTimeout(30_000)
    watch(context, `${as ?? 'somebody'}: `, this.trouble)
    const page = await context.newPage()
    if (as) await signIn(page, as, password)
    return page
  }

  /** Fails with the trouble since the last time. */
  assertCalm(): void {
    const found = this.trouble.splice(0).filter(each => !this.forgiven.some(expected => expected.test(each)))
    if (found.length > 0) throw new Error(`In the browser:\n${[...new Set(found)].join('\n')}`)
  }

  async keepPictures(name: string): Promise<void> {
    const pages = this.contexts.flatMap(context => context.pages())
    const file = name.replaceAll(/\W+/g, '-').slice(0, 60)
    for (const [i, page] of pages.entries())
      await page.screenshot({ path: `screenshots/failed/${file}-${i}.png` }).catch(() => {})
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map(context => context.close()))
  }
}

/** A refusal in the 400s is the page's to show; Chromium's own line about it is no trouble. */
const ordinary = /^Failed to load resource: the server responded with a status of 4\d\d/

function watch(context: BrowserContext, who: string, trouble: string[]): void {
  context.on('console', message => {
    if (message.type() === 'error' && !ordinary.test(message.text())) trouble.push(who + message.text().slice(0, 600))
  })
  context.on('weberror', problem => {
    const error = problem.error()
    trouble.push(who + (error.stack ?? error.message).slice(0, 600))
  })
  context.on('response', reply => {
    const isMissing = reply.status() === 404 && reply.url().includes('/assets/')
    if (reply.status() >= 500 || isMissing)
      trouble.push(`${who}${reply.status()} ${reply.request().method()} ${reply.url()}`)
  })
}
