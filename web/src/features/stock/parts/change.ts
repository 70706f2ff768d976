export const modes = ['add', 'take', 'set'] as const
export type Mode = (typeof modes)[number]

/** What an amount (as the API writes it) changes; null while that is not known. Thousandths are exact. */
export function changeOf(mode: Mode, amount: string, onHand: number | undefined): number | null {
  if (!/^\d+(\.\d+)?$/.test(amount)) return null
  if (mode === 'set') return onHand === undefined ? null : round(Number(amount) - onHand)
  return mode === 'add' ? Number(amount) : -Number(amount)
}

export const round = (units: number): number => Math.round(units * 1000) / 1000
