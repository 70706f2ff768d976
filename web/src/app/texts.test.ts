import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '..')
const folders = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('en.json'))
  .map(file => file.slice(0, -'/en.json'.length))

test.each(folders)('%s says everything in German too', folder => {
  const [en, de] = [textsOf(folder, 'en'), textsOf(folder, 'de')]
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of Object.entries(en)) {
    expect(de[key], key).not.toBe('')
    expect(holesIn(de[key] as string), key).toEqual(holesIn(text))
    // lib/translation.ts puts the values in by itself.
    for (const said of [text, de[key]]) expect(said?.replaceAll(/\{\{\w+\}\}/g, ''), key).not.toMatch(/\{\{|\$t\(/)
  }
})

function textsOf(folder: string, language: string): Record<string, string> {
  return flat(JSON.parse(readFileSync(join(src, folder, `${language}.json`), 'utf8')))
}

function flat(texts: object, path = ''): Record<string, string> {
  const entries = Object.entries(texts).map(([key, text]) => {
    const name = path ? `${path}.${key}` : key
    return typeof text === 'string' ? { [name]: text } : flat(text, name)
  })
  return Object.assign({}, ...entries)
}

const holesIn = (text: string): string[] =>
  [...new Set(text.match(/\{\{\s*\w+/g) ?? [])].map(hole => hole.replace(/\W/g, '')).sort()
