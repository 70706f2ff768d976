import { appendFileSync } from 'node:fs'

const seen = new Set<string>()

/** Notes each distinct statement that the suite executes, for the SQL lint at its end. */
export function observeStatement(text: string): void {
  const file = process.env.QM_STATEMENTS
  if (!file || seen.has(text)) return
  seen.add(text)
  appendFileSync(`${file}.${process.pid}`, `${JSON.stringify(text)}\n`)
}
