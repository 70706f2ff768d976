/** Pure: the numbers of a product in sentences that a person can follow. */
import type { Explanation, OrderShare } from './contract.ts'

type Facts = Omit<Explanation, 'sentences'>

/** Why each number is what it is, in the order in which one asks. */
export function sentencesOf(facts: Facts): string[] {
  if (!facts.tracked) return ['This product is not tracked: it can always be ordered, and nothing is counted.']
  return [
    onHandSentence(facts),
    ...placeSentences(facts),
    reservedSentence(facts),
    availableSentence(facts),
    ...incomingSentences(facts),
    ...reorderSentences(facts),
  ]
}

type Cause = Facts['on_hand']['causes'][number]

const words: Record<Cause['cause'], { in: string; out: string }> = {
  opening: { in: 'at the opening', out: 'at the opening' },
  product: { in: 'set higher on the product', out: 'set lower on the product' },
  adjustment: { in: 'found by adjustments', out: 'lost by adjustments' },
  transfer: { in: 'come from transit', out: 'gone into transit' },
  order: { in: 'received with restocks', out: 'shipped with orders' },
  count: { in: 'found by counts', out: 'missed by counts' },
  reversal: { in: 'brought back by reversals', out: 'taken back by reversals' },
}

function onHandSentence({ on_hand: { value, causes } }: Facts): string {
  const parts = causes
    .filter(({ cause, moved_in, moved_out }) => cause !== 'transfer' || moved_in !== moved_out)
    .flatMap(cause => [
      ...(cause.moved_in > 0 ? [`+ ${cause.moved_in} ${words[cause.cause].in}`] : []),
      ...(cause.moved_out > 0 ? [`− ${cause.moved_out} ${words[cause.cause].out}`] : []),
    ])
  if (parts.length === 0) return `${value} on hand: nothing has ever moved.`
  return `${value} on hand: ${parts.join(' ').replace(/^\+ /, '')}.`
}

function placeSentences({ on_hand: { locations } }: Facts): string[] {
  const places = locations.filter(place => place.on_hand > 0)
  if (places.length < 2) return []
  return [`They are at ${listed(places.map(place => `${place.name} (${place.on_hand})`))}.`]
}

function reservedSentence({ reserved: { value, orders } }: Facts): string {
  return value === 0
    ? 'Nothing is reserved.'
    : `${value} reserved: ${listed(orders.map(share => named(share, 'order')))}.`
}

function availableSentence({ on_hand, reserved, available }: Facts): string {
  return `${available.value} available: ${on_hand.value} on hand − ${reserved.value} reserved.`
}

function incomingSentences({ incoming, waiting }: Facts): string[] {
  const sharesOf = (list: OrderShare[]) => list.map(share => named(share, 'restock'))
  return [
    ...(incoming.value > 0
      ? [
          `${incoming.value} incoming: ${listed([...sharesOf(incoming.restocks), ...incoming.transfers.map(travelling)])}.`,
        ]
      : []),
    ...(waiting.value > 0 ? [`${waiting.value} more wait for approval: ${listed(sharesOf(waiting.restocks))}.`] : []),
  ]
}

function travelling({ from, to, quantity }: Facts['incoming']['transfers'][number]): string {
  return `${quantity} in transit from ${from} to ${to}`
}

function reorderSentences({ reorder }: Facts): string[] {
  if (reorder.point === null) return []
  const verdict = reorder.is_low ? 'below' : 'not below'
  return [
    `With what is incoming and waiting there are ${reorder.projected}: ${verdict} the reorder point of ${reorder.point}.`,
  ]
}

function named({ number, status, quantity }: OrderShare, noun: string): string {
  return number === null ? `${quantity} for other ${noun}s` : `${quantity} for ${noun} ${number} (${status})`
}

function listed(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
