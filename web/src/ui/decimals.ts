/** Numbers as people write them, in either notation: "3,150.00", "3.150,00", "1 250". */

/** The decimal separator of a locale. */
export const separatorOf = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.1).find(({ type }) => type === 'decimal')?.value ?? '.'

/** The number as the API writes it ("3150.00"); text that is no number comes back as it is, for the server to refuse. */
export function readDecimal(text: string, separator: string): string {
  const dense = text
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace('−', '-')
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(dense)) return text.trim()
  const decimal = decimalIn(dense, separator)
  const whole = decimal === null ? dense : dense.slice(0, dense.lastIndexOf(decimal))
  const rest = decimal === null ? '' : dense.slice(dense.lastIndexOf(decimal) + 1)
  return `${whole.replace(/[.,]/g, '') || '0'}${rest && `.${rest}`}`
}

/** A sign that stands once and not before exactly three digits can only be a decimal one, whatever the locale says. */
function decimalIn(text: string, separator: string): '.' | ',' | null {
  const signs = text.match(/[.,]/g) ?? []
  const last = signs.at(-1) as '.' | ',' | undefined
  if (!last) return null
  if (new Set(signs).size === 2) return last
  if (signs.length > 1) return null
  const digitsAfter = text.length - 1 - text.lastIndexOf(last)
  return last === separator || digitsAfter !== 3 ? last : null
}

/** The API's "3150.00" for the eye: grouped, all its decimals kept. */
export function writeDecimal(value: string, locale: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value
  const digits = value.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(value as unknown as number)
    .replace(/^-/, '−')
}
