/** The records that many calls answer, each described once: what `getOrder` answers is an `Order` wherever it appears. */

import type { Route } from '../route.ts'
import { type JsonSchema, plainSchema } from './json-schema.ts'

/** Names by the text of their schema. */
export type Records = ReadonlyMap<string, string>

export function recordsOf(routes: readonly Route[]): Records {
  const named = routes.filter(route => route.method === 'GET' && /^(get|show)[A-Z]/.test(route.handle.name))
  const records = named.flatMap(({ handle, reply }) => {
    const schema = reply[200] && plainSchema(reply[200], 'answered')
    return schema?.properties ? [[JSON.stringify(schema), handle.name.replace(/^(get|show)/, '')] as const] : []
  })
  return new Map(records)
}

/** The document's schemas of the records. */
export function recordSchemas(records: Records): Record<string, JsonSchema> {
  return Object.fromEntries(Array.from(records, ([text, name]) => [name, JSON.parse(text)]))
}

/** The schema, or a reference where it is a record or a list of them. */
export function withReferences(schema: JsonSchema, records: Records): JsonSchema {
  const name = records.get(JSON.stringify(schema))
  if (name) return { $ref: `#/components/schemas/${name}` }
  const { items, properties } = schema as { items?: JsonSchema; properties?: Record<string, JsonSchema> }
  if (items) return { ...schema, items: withReferences(items, records) }
  if (!properties) return schema
  const fields = Object.entries(properties).map(([field, inner]) => [field, withReferences(inner, records)])
  return { ...schema, properties: Object.fromEntries(fields) }
}
