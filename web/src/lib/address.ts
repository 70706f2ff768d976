export type QueryValue = string | number | boolean | null | undefined
export type Query = Record<string, QueryValue>

/** The path with the values of `query` that say something. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (given.length === 0) return path
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
