import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { dist, total, views, weigh } from './sizes.ts'

const url = inject('url')
const assets = readdirSync(join(dist, 'assets'))
const texts = assets.filter(name => /\.(js|css)$/.test(name))
const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers })

test.each(views)('$name begins with at most $limitKb KB of JavaScript, gzipped', view => {
  const parts = weigh(view)
  const largest = parts.slice(0, 4).map(({ file, kb }) => `${file} ${kb.toFixed(1)}`)
  console.log(`${view.name}: ${total(parts).toFixed(1)} KB in ${parts.length} files, most of it ${largest.join(', ')}`)
  expect(total(parts)).toBeLessThanOrEqual(view.limitKb)
})

test('whoever shops fetches nothing of the console, and the console nothing of the shop', () => {
  const [ofConsole = '', ...ofShop] = views.map(view =>
    weigh(view)
      .map(({ file }) => file)
      .join(' '),
  )
  expect(ofConsole).toContain('assets/console-')
  expect(ofConsole).not.toContain('assets/store-')
  for (const files of ofShop) expect(files).not.toContain('assets/console-')
})

test('every asset of more than a kilobyte is there compressed, for old browsers and new ones', () => {
  expect(texts.length).toBeGreaterThan(20)
  for (const name of texts.filter(isLarge)) {
    expect(assets).toContain(`${name}.br`)
    expect(assets).toContain(`${name}.gz`)
  }
})

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
])('assets are sent compressed to those who take %s, and kept for ever', async (accepted, sent) => {
  const name = texts.filter(isLarge)[0] ?? ''
  const reply = await get(`/assets/${name}`, { 'accept-encoding': accepted })
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-encoding')).toBe(sent)
  expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('an asset that is gone is no page', async () => {
  expect((await get('/assets/gone-12345678.js', { accept: 'text/html' })).status).toBe(404)
})

test.each(['/', '/app', '/store/dreamkart', '/admin'])('%s runs nothing that is not its own', async path => {
  const reply = await get(path, { accept: 'text/html' })
  const html = await reply.text()
  const policy = reply.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=/)
  expect(html).not.toContain('qm-nonce')
})

test('no two pages carry the same nonce', async () => {
  const nonces = await Promise.all(
    ['/', '/'].map(
      async path => (await (await get(path, { accept: 'text/html' })).text()).match(/nonce="([^"]+)"/)?.[1],
    ),
  )
  expect(nonces[0]).toBeTruthy()
  expect(nonces[0]).not.toBe(nonces[1])
})

/** Anything smaller is not worth a second file. */
function isLarge(name: string): boolean {
  return statSync(join(dist, 'assets', name)).size >= 1024
}
