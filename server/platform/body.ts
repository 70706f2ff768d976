import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { invalid } from './errors.ts'

const mostLevels = 20
/** The longest list, and the most fields of an object. */
export const mostEntries = 1_000

/** Replaces Fastify's body parsers by one: JSON of at most 20 levels and 1,000 entries in each, every string well-formed and free of NUL. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (!isUtf8(bytes)) return done(invalid('non_field_errors', 'The body is not UTF-8.') as Error)
    const text = bytes.toString()
    if (text.trim() === '') return done(null, undefined)
    parse(request, text, (error, body) => {
      if (error) return done(invalid('non_field_errors', 'The body is not valid JSON.') as Error)
      const flaw = findFlaw(body, '', 0)
      done(flaw ? (invalid(flaw.field || 'non_field_errors', flaw.message) as Error) : null, body)
    })
  })
}

type Flaw = { field: string; message: string }

function findFlaw(value: unknown, field: string, level: number): Flaw | null {
  if (typeof value === 'string') return flawOfText(value, field)
  if (typeof value !== 'object' || value === null) return null
  if (level === mostLevels) return { field, message: `Nest at most ${mostLevels} levels.` }
  const entries = Object.entries(value)
  if (entries.length > mostEntries) return { field, message: `Send at most ${mostEntries} entries.` }
  for (const [name, inner] of entries) {
    const at = field || (Array.isArray(value) ? 'non_field_errors' : name)
    const flaw = flawOfText(name, at) ?? findFlaw(inner, at, level + 1)
    if (flaw) return flaw
  }
  return null
}

function flawOfText(text: string, field: string): Flaw | null {
  if (text.includes('\0')) return { field: field.replaceAll('\0', ''), message: 'Remove the NUL character.' }
  if (!text.isWellFormed())
    return { field: field.toWellFormed(), message: 'Send well-formed Unicode: a surrogate stands alone.' }
  return null
}
