/** The storeroom of the landing page: 15 lamps, 5 of them held for somebody else. */
export const shelf = { onHand: 15, held: 5, reorder: 6, incoming: 6 } as const

export type Outlook = {
  /** What is left free when this is approved. */
  left: number
  /** How many cannot be had. */
  short: number
  isLow: boolean
}

/** What approving a request for so many would do. */
export function outlookOf(asked: number): Outlook {
  const free = shelf.onHand - shelf.held
  const left = free - asked
  return { left: Math.max(0, left), short: Math.max(0, -left), isLow: left >= 0 && left < shelf.reorder }
}
