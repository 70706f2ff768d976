/** Every page, light and dark, at a desk and on a phone, in English and German. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, inject, test } from 'vitest'
import { assertFine, crowdedOn, keysOn, sidewaysOf, violationsOn } from './look.ts'
import { pages, show } from './pages.ts'
import { Room, type Visitor } from './visit.ts'
import { sizes, stretch } from './windows.ts'

const known = inject('known')
const room = new Room()
const windows = new Map<string, Promise<Page>>()
afterEach(() => room.assertCalm())
afterAll(() => room.close())

const named = pages.map(place => ({ ...place, whom: place.as ?? 'anybody' }))

test.each(named)('$name is open to everybody, shown to $whom', async place => {
  const page = await windowOf(place.as, 'en')
  const wrong: string[] = []
  const look = async (name: string, only: 'everything' | 'colours') => {
    for (const violation of await violationsOn(page, only)) wrong.push(`${name}: ${violation}`)
    const sideways = await sidewaysOf(page)
    if (sideways > 0) wrong.push(`${name}: scrolls sideways by ${sideways}`)
  }
  await page.setViewportSize(sizes.desk)
  await page.emulateMedia({ colorScheme: 'light' })
  await show(page, place, known)
  await look('desk, light', 'everything')
  await turn(page, 'dark')
  await look('desk, dark', 'colours')
  await stretch(page, 'phone')
  await look('phone, dark', 'everything')
  await turn(page, 'light')
  await look('phone, light', 'colours')
  assertFine(wrong)
})

test.each(named)('$name speaks German, also where it is narrow, shown to $whom', async place => {
  const page = await windowOf(place.as, 'de')
  await show(page, place, known)
  expect(await keysOn(page)).toEqual([])
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  expect(await sidewaysOf(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await crowdedOn(page)).toEqual([])
  expect(await sidewaysOf(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize(sizes.phone)
})

/** One for each person, kept: signing in is meant to be slow. */
function windowOf(as: string | null, language: 'en' | 'de'): Promise<Page> {
  const name = `${as} ${language}`
  const { username, password } = known.newcomer
  const visitor: Visitor = {
    as,
    language,
    device: language === 'de' ? 'phone' : 'desk',
    ...(as === username && { password }),
  }
  const page = windows.get(name) ?? room.enter(visitor)
  windows.set(name, page)
  return page
}

/** The page follows the device's scheme, in its own time. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor()
}
