import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { errors } from '../../../server/contracts.ts'
import de from './said/de.json'
import en from './said/en.json'
import { reworded, sentences } from './said.ts'

beforeAll(() => i18next.init({ lng: 'de', resources: {} }))

describe('what the server says of a field', () => {
  test('is said in the language of whoever reads, in lines too, with its numbers', async () => {
    const refused = { sku: ['Another product has this SKU.'], items: [{}, { qty: ['Only 2.5 of this line is left.'] }] }
    expect(await reworded(refused)).toEqual({
      sku: ['Ein anderes Produkt hat diese Artikelnummer.'],
      items: [{}, { qty: ['Nur 2.5 davon sind noch zu erledigen.'] }],
    })
  })

  test('stays as it came where there are no words for it', async () => {
    expect(await reworded({ slug: ['Only whales.'] })).toEqual({ slug: ['Only whales.'] })
  })

  test('is what it said when the words were written', () => {
    const source = sourcesOf(join(import.meta.dirname, '../../../server')).replaceAll(/\$\{[^}]*\}/g, '7')
    const said = [...source.matchAll(/'([^'\n]+)'|`([^`\n]+)`/g)].map(([, plain, holed]) => (plain ?? holed) as string)
    const ofAjv = ['This must match format "email".', 'This must be >= 7.', 'This must be <= 7.', 'Send an integer.']
    for (const [pattern] of sentences)
      expect(
        [...said, ...ofAjv].some(text => pattern.test(text)),
        String(pattern),
      ).toBe(true)
  })
})

describe('a refusal by its code', () => {
  test('is said in the language of whoever reads, and keeps what else it tells', async () => {
    const refused = { detail: 'There is not enough stock. …', code: 'insufficient_stock', lines: [{ product: 7 }] }
    expect(await reworded(refused)).toEqual({ ...refused, detail: 'Der Bestand reicht nicht.' })
    const special = {
      detail: 'Its location is closed. Open it, or book an adjustment instead.',
      code: 'not_reversible',
    }
    expect((await reworded(special)).detail).toBe(de.field.closed)
    expect(await reworded({ detail: 'Not found.' })).toEqual({ detail: 'Das gibt es hier nicht mehr.' })
  })

  test('has words, unless only programs meet it or the sign-in says it', () => {
    const unread = [
      'foreign_origin',
      'idempotency_mismatch',
      'method_not_allowed',
      'no_active_account',
      'not_authenticated',
      'refresh_reused',
      'token_not_valid',
      'unsupported_media_type',
    ]
    const read = Object.keys(errors).filter(code => !unread.includes(code))
    expect(Object.keys(de.code).sort()).toEqual(read.sort())
  })

  test('and every sentence has its text', () => {
    for (const texts of [en, de])
      expect(Object.keys(texts.field).sort()).toEqual([...new Set(sentences.map(([, key]) => key))].sort())
  })
})

function sourcesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
}
