/** RFC 4180, with what a spreadsheet would run as a formula made plain text. */

export type CsvCell = unknown

/** One line of a CSV file, with its line end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cell => quoted(cellText(cell))).join(',')}\r\n`
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return harmless(cell)
  return typeof cell === 'object' ? harmless(JSON.stringify(cell)) : String(cell)
}

// A tab or carriage return before the sign is skipped by spreadsheets.
function harmless(text: string): string {
  return /^\s*[=+\-@]/.test(text) && !/^-?[0-9]+(\.[0-9]+)?$/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
