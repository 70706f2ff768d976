/**
 * What the first page of a console asks in any case is asked before the application is there. public/first.js runs this file
 * while the large ones travel, and before style sheets have come: it must import next to nothing. See web/chunks.ts.
 */
import { firstQuestions } from '../features/catalog/asked.ts'
import { askAhead } from '../lib/ahead.ts'

const { pathname, search } = location
const questions: Record<string, (search: Record<string, string>) => string[]> = { '/app/products': firstQuestions }

if (/^\/(app|admin)(\/|$)/.test(pathname)) {
  const own = questions[pathname]?.(Object.fromEntries(new URLSearchParams(search))) ?? []
  askAhead(['/api/auth/me/', ...own]).then(readIntl, () => {})
}

/** Whoever writes the first number of a page waits until Intl has read its data: while the answers travel, nobody does. */
function readIntl(): void {
  new Intl.NumberFormat('en').format(0)
  new Intl.DateTimeFormat('en').format(0)
}
