/** Draws each .svg of this folder as a .webp beside it: `node world/pictures/draw.ts`, with Chromium at $CHROMIUM. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { Transformer } from '@napi-rs/image'
import { chromium } from 'playwright-core'

const side = 480
const folder = new URL('./', import.meta.url)

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage({ viewport: { width: side, height: side } })
  for (const name of (await readdir(folder)).filter(one => one.endsWith('.svg'))) {
    await page.setContent(
      `<style>body{margin:0}svg{display:block}</style>${await readFile(new URL(name, folder), 'utf8')}`,
    )
    const webp = await new Transformer(await page.screenshot()).webp(75)
    await writeFile(new URL(name.replace('.svg', '.webp'), folder), webp)
  }
} finally {
  await browser.close()
}
