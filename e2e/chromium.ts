import { existsSync } from 'node:fs'
import { type Browser, type BrowserServer, chromium } from 'playwright-core'

const usual = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(name => `/usr/bin/${name}`)

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The system's Chromium, or null. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH
  return [...(given ? [given] : usual)].find(path => existsSync(path)) ?? null
}

/** A browser with a folder of its own that several processes can use; `close` removes both. */
export async function startChromium(executablePath: string): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath, args: flags, timeout: 120_000 })
}

/** The same for one process. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('there is no Chromium on this machine; name one by CHROMIUM_PATH')
  return chromium.launch({ executablePath, args: flags, timeout: 120_000 })
}
