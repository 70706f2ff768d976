import { useCurrency } from './currency.ts'
import { useTranslation } from './translation.ts'
import { isMeasured } from './units.ts'

/** How this person and company write money, numbers and times. */
export function useFormat(): Format {
  const { i18n } = useTranslation('common')
  return formatFor(i18n.language, useCurrency())
}

export type Format = ReturnType<typeof newFormat>

const formats = new Map<string, Format>()

/** The same object for the same language and currency: a table asks for it in every cell. */
export function formatFor(language: string, currency: string): Format {
  const key = `${language} ${currency}`
  const format = formats.get(key) ?? newFormat(language, currency)
  formats.set(key, format)
  return format
}

/** Rupees are grouped as in India whatever the language: a lakh is read at sight by who trades in them. */
function localeFor(language: string, currency: string): string {
  return currency === 'INR' && language.startsWith('en') ? 'en-IN' : language
}

function newFormat(language: string, currency: string) {
  const locale = localeFor(language, currency)
  const figures = (value: number) => (isShort(value) ? String(value) : plain().format(value))
  const moments = (options: Intl.DateTimeFormatOptions) => later(() => new Intl.DateTimeFormat(locale, options))
  const plain = later(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }))
  const date = moments({ day: 'numeric', month: 'short', year: 'numeric' })
  const time = moments({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const dateTime = moments({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const day = moments({ day: 'numeric', month: 'short' })
  const relative = later(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  const money = (amount: string | number | null | undefined, code = currency) =>
    amount === null || amount === undefined ? '–' : moneyFormat(locale, code).format(amount as number)
  return {
    locale,
    money,
    /** The currency's sign alone, for the front of a field. */
    currencySign: (code = currency) => signOf(locale, code),
    number: (value: number | null | undefined) => (value === null || value === undefined ? '–' : minus(figures(value))),
    /** With its sign: −3, +5. */
    signed: (value: number) => `${value > 0 ? '+' : ''}${minus(figures(value))}`,
    quantity: (value: number | null | undefined, unit?: string) =>
      value === null || value === undefined
        ? '–'
        : `${minus(figures(value))}${unit && isMeasured(unit) ? `\u00a0${unit}` : ''}`,
    percent: (share: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    date: (iso: string | null | undefined) => (iso ? date().format(new Date(iso)) : '–'),
    time: (iso: string | null | undefined) => (iso ? time().format(new Date(iso)) : '–'),
    dateTime: (iso: string | null | undefined) => (iso ? dateTime().format(new Date(iso)) : '–'),
    day: (iso: string | null | undefined) => (iso ? day().format(new Date(iso)) : '–'),
    /** Today its time, yesterday the word, earlier the day, before this year the date. */
    short: (iso: string | null | undefined) => (iso ? shortest(new Date(iso), { time, day, date, relative }) : '–'),
    /** Minutes as a person says them: 3 min, 2.5 hr, 1 day. */
    duration: (minutes: number) => duration(minutes, locale),
    relative: (iso: string) => relativeTo(new Date(iso), relative()),
    initials,
    bytes: (size: number) => bytes(size, locale),
  }
}

/** Whole numbers below a thousand are written alike in all our languages; making a format for them delays the first page. */
const isShort = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 1000

/** Made when it is first needed: making one takes longer than writing a hundred numbers with it. */
function later<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const moneyFormats = new Map<string, Intl.NumberFormat>()

function moneyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const format =
    moneyFormats.get(key) ??
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  moneyFormats.set(key, format)
  return format
}

const signs = new Map<string, string>()

function signOf(locale: string, currency: string): string {
  const key = `${locale} ${currency}`
  const parts = () => moneyFormat(locale, currency).formatToParts(0)
  const sign = signs.get(key) ?? parts().find(({ type }) => type === 'currency')?.value ?? currency
  signs.set(key, sign)
  return sign
}

const minus = (text: string) => text.replace(/^-/, '−')

type Formats = Record<'time' | 'day' | 'date', () => Intl.DateTimeFormat> & { relative: () => Intl.RelativeTimeFormat }

function shortest(at: Date, { time, day, date, relative }: Formats): string {
  const days = daysBetween(at, new Date())
  if (days === 0) return time().format(at)
  if (days === 1) return relative().format(-1, 'day')
  return at.getFullYear() === new Date().getFullYear() ? day().format(at) : date().format(at)
}

function daysBetween(earlier: Date, later: Date): number {
  const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000)
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

function relativeTo(at: Date, format: Intl.RelativeTimeFormat): string {
  const seconds = (at.getTime() - Date.now()) / 1000
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return format.format(Math.trunc(seconds / size), unit)
}

/** Two letters for a stamp. */
function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean)
  const letters = words.length > 1 ? words.slice(0, 2).map(word => [...word][0]) : [...(words[0] ?? '?')].slice(0, 2)
  return letters.join('').toUpperCase()
}

function duration(minutes: number, locale: string): string {
  const [unit, size] =
    minutes >= 2880 ? (['day', 1440] as const) : minutes >= 120 ? (['hour', 60] as const) : (['minute', 1] as const)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    minutes / size,
  )
}

function bytes(size: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] as string,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(size / 1000 ** power)
}
