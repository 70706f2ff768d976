/** Between what a form holds (text) and what the API takes. What an object consists of is a field of its own, under a path. */
import type { Field, Part, Row } from './models.ts'

type Leaf = Field | Part

/** The single fields of a form, those inside of objects by their path. */
export function leavesOf(fields: readonly Field[]): Leaf[] {
  return fields.flatMap(field => field.parts?.map(part => ({ ...part, name: `${field.name}.${part.name}` })) ?? [field])
}

/** What the form shows of a record. */
export function formOf(fields: readonly Field[], row: Row = {}): Row {
  const form: Row = {}
  for (const leaf of leavesOf(fields)) put(form, leaf.name, textOf(leaf, at(row, leaf.name)))
  return form
}

/** What the form of a new record begins with. */
export function newForm(fields: readonly Field[], start: Row = {}): Row {
  const on = fields.filter(({ name, type }) => type === 'boolean' && onAtFirst.has(name))
  return formOf(fields, { ...Object.fromEntries(on.map(({ name }) => [name, true])), ...start })
}

/** Before a form that is new: even a box that was left alone says something. */
export function nothingSaid(fields: readonly Field[]): Row {
  const form = formOf(fields)
  for (const { name, type } of leavesOf(fields)) if (type === 'boolean') put(form, name, undefined)
  return form
}

/** What the server takes for granted in a new record. */
const onAtFirst: ReadonlySet<string> = new Set(['is_active', 'track_stock'])

/** What the form says now and did not say before, as the API takes it. Throws SyntaxError on a list or object that is no JSON. */
export function bodyOf(fields: readonly Field[], values: Row, before: Row = formOf(fields)): Row {
  const body: Row = {}
  for (const leaf of leavesOf(fields))
    if (at(values, leaf.name) !== at(before, leaf.name)) put(body, leaf.name, sentOf(leaf, at(values, leaf.name)))
  return body
}

/** The value at a path: `settings.currency`. */
export function at(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, step) => (found as Row | null | undefined)?.[step], values)
}

export function put(values: Row, path: string, value: unknown): void {
  const steps = path.split('.')
  const last = steps.pop() as string
  let inside = values
  for (const step of steps) {
    inside[step] ??= {}
    inside = inside[step] as Row
  }
  inside[last] = value
}

function textOf({ type, name }: Leaf, value: unknown): unknown {
  if (type === 'boolean') return value === true
  if (value === null || value === undefined) return ''
  if (isGrants(name, value)) return grantsText(value)
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

export type Grant = { code: string; scope: string }

/** What a role allows, always in the same order, so that two texts are equal when they allow the same. */
export function grantsText(grants: readonly Grant[]): string {
  const sorted = grants.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return JSON.stringify(sorted.map(({ code, scope }) => ({ code, scope })))
}

function isGrants(name: string, value: unknown): value is Grant[] {
  return name === 'permissions' && Array.isArray(value)
}

function sentOf({ type, nullable, relation }: Leaf, value: unknown): unknown {
  if (type === 'boolean') return value === true
  const text = String(value).trim()
  if (text === '') return nullable ? null : ''
  if (type === 'list' || type === 'object') return JSON.parse(text)
  if (relation && /^\d+$/.test(text)) return Number(text)
  return ['integer', 'number', 'quantity'].includes(type) ? Number(text) : text
}
