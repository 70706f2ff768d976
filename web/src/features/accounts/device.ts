/** What a user agent says about itself, as far as a person can use it. */
export type Device = { browser: string | null; system: string | null; isPhone: boolean }

const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*Safari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** For programs the first word is their name: curl/8.5.0 → curl. */
export function deviceOf(userAgent: string): Device {
  const system = firstOf(systems, userAgent)
  const program = /^([\w.-]{1,40})\//.exec(userAgent)?.[1] ?? null
  const browser = firstOf(browsers, userAgent) ?? (program === 'Mozilla' ? null : program)
  return { browser, system, isPhone: /\b(iPhone|iPod|iPad|Android|Mobile)\b/.test(userAgent) }
}

const firstOf = (known: readonly [RegExp, string][], text: string): string | null =>
  known.find(([pattern]) => pattern.test(text))?.[1] ?? null
