/** What is wrong with a page as it stands. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Of the other scheme only the colours are new. */
const colours = ['color-contrast', 'link-in-text-block']

/** Violations of WCAG 2.2 AA, one line each. */
export async function violationsOn(page: Page, only: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  await page.evaluate(standStill)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script)
  const rules = only === 'colours' ? { type: 'rule', values: colours } : { type: 'tag', values: tags }
  const found = await page.evaluate(async runOnly => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: runOnly as axe.RunOnly,
      resultTypes: ['violations'],
    })
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 3).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 140)}`),
    }))
  }, rules)
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.join(' | ')}`)
}

/** Colours that are on their way to another are not what is judged; one that arrives can set off those below it. */
async function standStill(): Promise<void> {
  const moving = () => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1)
  const frame = () => new Promise(requestAnimationFrame)
  await frame()
  await frame()
  for (let tries = 0; tries < 20 && moving().length > 0; tries++) {
    await Promise.all(moving().map(({ finished }) => finished.catch(() => {})))
    await frame()
  }
}

/** By how many pixels the page can be pushed sideways. */
export const sidewaysOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What has less room than it needs: a text that runs into its neighbour or down a column of letters, a field one cannot type into. */
export const crowdedOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const { width, height } = element.getBoundingClientRect()
      const { overflowX, visibility, clipPath } = getComputedStyle(element)
      if (width < 2 || height < 2 || visibility === 'hidden' || clipPath !== 'none') continue
      const isField = element.matches('select, textarea, input:not([type=checkbox], [type=radio], [type=file])')
      const own = [...element.childNodes].filter(
        node => element.matches('a, button') || node.nodeType === Node.TEXT_NODE,
      )
      const text = own.map(node => node.textContent).join('')
      const isSpilling =
        overflowX === 'visible' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 2
      const isColumn = width < 40 && height > 60
      if (isField ? width < 44 : text.trim() !== '' && (isSpilling || isColumn))
        found.push(`${element.tagName.toLowerCase()}.${element.className} ${text.trim().slice(0, 40)}`)
    }
    return [...new Set(found)]
  })

/** Texts that nobody wrote: the name of a text where the text should be. */
export async function keysOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (!node.parentElement?.closest('script, style')) found.push(node.nodeValue?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) found.push(element.getAttribute(name) ?? '')
    return found
  })
  return [...new Set(texts.filter(text => /^[a-z]\w*(\.[a-z]\w*)+$/i.test(text) && !isAddress(text)))]
}

/** Domains and the audit log's actions have dots too. */
const isAddress = (text: string) =>
  /\.(localhost|com|example|local)$/.test(text) ||
  /^(auth|category|company|contact|count|location|mail|order|product|role|stock|user)\.\w*(ed|login|logout|reset|sent)$/.test(
    text,
  )

/** Fails with all that was found at once. */
export function assertFine(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${wrong.length} found:\n${wrong.join('\n')}`)
}
