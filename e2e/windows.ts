import type { BrowserContextOptions, Page } from 'playwright-core'
import { passwordOf } from './people.ts'

export const devices = ['desk', 'phone'] as const
export const schemes = ['light', 'dark'] as const

export type Look = {
  device?: (typeof devices)[number]
  scheme?: (typeof schemes)[number]
  language?: 'en' | 'de'
}

export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

/** What a browser's window is for such a look. Still, because a picture of a moving thing shows nothing. */
export function windowOf({ device = 'desk', scheme = 'light', language = 'en' }: Look): BrowserContextOptions {
  return {
    viewport: sizes[device],
    hasTouch: device === 'phone',
    isMobile: device === 'phone',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Asia/Kolkata',
  }
}

/** By the API, with the cookie that the form would bring: only the story about it goes through the form. */
export async function signIn(page: Page, username: string, password = passwordOf(username)): Promise<void> {
  await page.goto('/mark.svg')
  await page.evaluate(
    async body => {
      const headers = { 'content-type': 'application/json', 'x-session': 'cookie' }
      const reply = await fetch('/api/auth/login/', { method: 'POST', headers, body: JSON.stringify(body) })
      if (!reply.ok) throw new Error(await reply.text())
      localStorage.setItem('qm.signed-in', '1')
    },
    { username, password },
  )
}

/** As tall as what it shows, so that bars at the window's edge cover nothing. */
export async function stretch(page: Page, device: keyof typeof sizes = 'desk'): Promise<void> {
  const { width, height } = sizes[device]
  await page.setViewportSize({ width, height })
  const needed = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.min(6000, Math.max(height, needed)) })
}
