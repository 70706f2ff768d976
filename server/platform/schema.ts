import type { Ajv, SchemaValidateFunction } from 'ajv'
import { type Static, type TProperties, type TSchema, Type } from 'typebox'

/**
 * The vocabulary of bodies and replies. Ajv coerces nothing; the few liberties the contract grants (an id as a numeric
 * string, money as number or string) are keywords of our own that check the value and leave it in one shape.
 */

/** An id: a positive integer, or its decimal digits as a string; handlers always get the number. */
export const Id = (description = 'id') => Type.Unsafe<number>({ isId: true, description, examples: [42] })

/** Money as number or decimal string; handlers always get the decimal string, not negative. */
export const Money = (description = 'amount in the company’s currency') =>
  Type.Unsafe<string>({ isMoney: true, description, examples: ['999.99'] })

/** A quantity: a JSON number with at most three decimals and at most 10^9 in size; `min` is inclusive. */
export const Quantity = (min: number, description = 'units') =>
  Type.Unsafe<number>({ isQuantity: min, description, examples: [2] })

/** One line of text, trimmed, without control characters, not empty. */
export const Line = (max: number, description?: string) =>
  Type.Unsafe<string>({ type: 'string', isText: 'line', maxLength: max, ...(description && { description }) })

/** Text that may be empty and may have several lines. */
export const Prose = (max: number, description?: string) =>
  Type.Unsafe<string>({ type: 'string', isText: 'prose', maxLength: max, ...(description && { description }) })

/** One of some words. */
export const OneOf = <const W extends readonly string[]>(words: W, description?: string) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...(description && { description }) })

export const Nullable = <S extends TSchema>(schema: S) =>
  Type.Unsafe<Static<S> | null>({ ...schema, ...nullable(schema as object) })

/** An object that refuses unknown fields. */
export const Shape = <P extends TProperties>(properties: P, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options })

/** The body of PUT and PATCH: every field optional; read-only fields of `reply` may be sent back and are ignored. */
export function Changes<P extends TProperties>(fields: P, reply: { properties: TProperties }) {
  const sentBack = Object.keys(reply.properties).filter(name => !(name in fields) && name !== 'version')
  return Type.Unsafe<{ [K in keyof P]?: Static<P[K]> } & { version?: number; tenant?: unknown }>({
    ...Type.Object({
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, Type.Optional(field)])),
    }),
    properties: {
      ...fields,
      ...Object.fromEntries(sentBack.map(name => [name, { readOnly: true, description: 'ignored' }])),
      version: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    },
    required: [],
    additionalProperties: false,
  })
}

/** A page of a list: keyset links, and a count that is exact to 10,000. */
export const PageOf = <S extends TSchema>(item: S) =>
  Type.Object({
    count: Type.Integer(),
    count_is_lower_bound: Type.Optional(Type.Boolean()),
    next: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    previous: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    results: Type.Array(item),
  })

/** Times leave as ISO 8601 UTC. */
export const Time = Type.String({ format: 'date-time', examples: ['2026-11-21T09:30:00.000Z'] })

/** Registers our keywords with Fastify's Ajv. */
export function addKeywords(ajv: Ajv): Ajv {
  addKeyword(ajv, 'isId', judgeId)
  addKeyword(ajv, 'isMoney', judgeMoney)
  addKeyword(ajv, 'isQuantity', judgeQuantity)
  addKeyword(ajv, 'isText', judgeText)
  ajv.addKeyword('orNull')
  return ajv
}

/** The number an id's text stands for, or null: no sign, no leading zero, nothing above 2^53−1. */
export function parseId(text: string): number | null {
  if (!/^[1-9][0-9]{0,15}$/.test(text)) return null
  const id = Number(text)
  return Number.isSafeInteger(id) ? id : null
}

/** The value as handlers get it, or why it is refused. */
type Verdict = { value: unknown } | { refusal: string }

function addKeyword<S, D>(ajv: Ajv, keyword: string, judge: (setting: S, data: D) => Verdict): void {
  const validate: SchemaValidateFunction = (setting: S, data: D, parent, place) => {
    if (data === null && parent?.orNull) return true
    const verdict = judge(setting, data)
    if ('refusal' in verdict) {
      validate.errors = [{ keyword, message: verdict.refusal, params: {} }]
      return false
    }
    if (place) place.parentData[place.parentDataProperty] = verdict.value
    return true
  }
  ajv.addKeyword({ keyword, modifying: true, errors: true, validate })
}

function judgeId(_setting: true, data: unknown): Verdict {
  const id = typeof data === 'string' ? parseId(data) : data
  const fits = typeof id === 'number' && Number.isSafeInteger(id) && id >= 1
  return fits ? { value: id } : { refusal: 'Send an id: a positive whole number.' }
}

function judgeMoney(_setting: true, data: unknown): Verdict {
  const text = String(data).trim()
  if (!['number', 'string'].includes(typeof data) || !/^[0-9]{1,12}(\.[0-9]{1,4})?$/.test(text))
    return { refusal: 'Send an amount between 0 and 999999999999 as a plain decimal, for example 999.99.' }
  return { value: text }
}

function judgeQuantity(min: number, data: unknown): Verdict {
  if (typeof data !== 'number') return { refusal: 'Send a number.' }
  const fits = Math.abs(data) <= 1e9 && Number.isInteger(Number((data * 1000).toFixed(6)))
  if (!fits) return { refusal: 'Send a quantity of at most 1000000000 with at most three decimals.' }
  return data < min ? { refusal: `Send a quantity of at least ${min}.` } : { value: data }
}

const controls = {
  line: /[\p{Cc}\u2028\u2029]/u,
  prose: /(?![\t\n\r])\p{Cc}/u,
}

function judgeText(kind: 'line' | 'prose', data: unknown): Verdict {
  if (typeof data !== 'string') return { refusal: 'Send a string.' }
  const text = data.trim()
  if (controls[kind].test(text)) return { refusal: 'Remove the control characters.' }
  return kind === 'line' && text === '' ? { refusal: 'This field may not be blank.' } : { value: text }
}

function nullable({ type, enum: words }: { type?: string | string[]; enum?: unknown[] }): object {
  if (!type) return { orNull: true }
  return {
    type: [type].flat().concat('null'),
    ...(words && { enum: [...words, null] }),
    ...(type === 'string' && { orNull: true }),
  }
}
