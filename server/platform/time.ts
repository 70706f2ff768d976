const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+\- ]\d\d:?\d\d)?)?$/i

/** A date or time in ISO 8601, UTC where it names no zone, to the millisecond; null when it is none. */
export function parseTime(text: string): Date | null {
  const match = iso.exec(text)
  if (!match) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  const isReal =
    !Number.isNaN(time.getTime()) && time.getUTCDate() === Number(day) && Number(year) > 0 && Number(hour) < 24
  const offset = offsetMinutes(zone)
  return isReal && offset !== null ? new Date(time.getTime() - offset * 60_000) : null
}

// In a query an unescaped + arrives as a space.
function offsetMinutes(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 14 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
