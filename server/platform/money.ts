/** Money is kept in integer minor units of its currency, quantities in integer thousandths of their unit. */
import { invalid } from './errors.ts'

/** Active currencies of ISO 4217 with minor units other than two. */
const decimalsByCurrency: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3])),
  CLF: 4,
  UYW: 4,
}

/** The currencies a company may use (ISO 4217, without funds, metals and test codes). */
export const currencies: readonly string[] = (
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC ' +
  'CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ' +
  'ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
  'MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE ' +
  'SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ' +
  'ZAR ZMW ZWG'
).split(' ')

/** Above this a price is a mistake; sums of lines stay safe integers. */
const mostMinor = 1_000_000_000_000_000

/** How many decimals an amount of this currency has. */
export function decimalsOf(currency: string): number {
  return decimalsByCurrency[currency] ?? 2
}

/** The minor units of a plain decimal: `('999.99', 'INR')` → 99999. Throws 400 on `field` for more decimals than the currency has. */
export function minorOf(text: string, currency: string, field: string): number {
  const decimals = decimalsOf(currency)
  const minor = scaled(text, decimals)
  if (minor === null) throw invalid(field, `Send at most ${decimals} decimals: ${currency} has no smaller unit.`)
  if (Math.abs(minor) > mostMinor) throw invalid(field, 'This amount is too large.')
  return minor
}

/** `(99999, 'INR')` → `'999.99'`; null stays null. */
export function moneyText(minor: number, currency: string): string
export function moneyText(minor: number | null, currency: string): string | null
export function moneyText(minor: number | null, currency: string): string | null {
  if (minor === null) return null
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return `${minor < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`
}

/** A price in minor units times a quantity in thousandths, in minor units, halves rounded up. */
export function totalMinor(priceMinor: number, quantityMilli: number): number {
  const product = BigInt(priceMinor) * BigInt(quantityMilli)
  return Number((product + (product < 0n ? -500n : 500n)) / 1000n)
}

/** Thousandths of a quantity. Throws 400 on `field` for more than three decimals. */
export function milliOf(quantity: number, field: string): number {
  const milli = Math.round(quantity * 1000)
  if (!Number.isSafeInteger(milli) || Math.abs(milli / 1000 - quantity) > 1e-9 * Math.max(1, Math.abs(quantity)))
    throw invalid(field, 'Send a quantity with at most three decimals.')
  return milli
}

/** The quantity as a number; null stays null. */
export function quantityOf(milli: number): number
export function quantityOf(milli: number | null): number | null
export function quantityOf(milli: number | null): number | null {
  return milli === null ? null : milli / 1000
}

/** What products are counted or measured in, and whether parts of one can be sold. */
export const units = [
  'piece',
  'pair',
  'set',
  'box',
  'pack',
  'carton',
  'case',
  'crate',
  'bag',
  'bottle',
  'can',
  'jar',
  'tube',
  'roll',
  'sheet',
  'pallet',
  'dozen',
  'kg',
  'g',
  'mg',
  't',
  'lb',
  'oz',
  'l',
  'ml',
  'm',
  'cm',
  'mm',
  'km',
  'ft',
  'in',
  'yd',
  'm2',
  'm3',
  'hour',
  'minute',
  'day',
] as const

export type Unit = (typeof units)[number]

const countedUnits = new Set<string>(units.slice(0, units.indexOf('kg')))

/** How many decimals a quantity of this unit may have. */
export function decimalsOfUnit(unit: string): number {
  return countedUnits.has(unit) ? 0 : 3
}

/** Thousandths of a quantity of this unit. Throws 400 on `field` for a part of what is only whole. */
export function unitMilliOf(quantity: number, unit: string, field: string): number {
  const milli = milliOf(quantity, field)
  if (decimalsOfUnit(unit) === 0 && milli % 1000 !== 0)
    throw invalid(field, `Send a whole number: the unit is ${unit}.`)
  return milli
}

function scaled(text: string, decimals: number): number | null {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? []
  const kept = fraction.replace(/0+$/, '')
  if (whole === '' || kept.length > decimals) return null
  return Number(`${sign}${whole}${kept.padEnd(decimals, '0')}`)
}
