/** Between what a form holds (text) and what the API takes. */
import type { Field, Row } from './models.ts'

/** What the form shows of a record. */
export function formOf(fields: Field[], row: Row = {}): Row {
  return Object.fromEntries(fields.map(field => [field.name, textOf(field, row[field.name])]))
}

/** What the form says now and did not say before, as the API takes it. Throws SyntaxError on a list or object that is no JSON. */
export function bodyOf(fields: Field[], values: Row, before: Row = formOf(fields)): Row {
  const changed = fields.filter(({ name }) => values[name] !== before[name])
  return Object.fromEntries(changed.map(field => [field.name, sentOf(field, values[field.name])]))
}

function textOf({ type }: Field, value: unknown): unknown {
  if (type === 'boolean') return value === true
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

function sentOf(field: Field, value: unknown): unknown {
  const { type, nullable } = field
  if (type === 'boolean') return value === true
  const text = String(value).trim()
  if (text === '') return nullable ? null : ''
  if (type === 'list' || type === 'object') return JSON.parse(text)
  return ['integer', 'number', 'quantity'].includes(type) ? Number(text) : text
}
