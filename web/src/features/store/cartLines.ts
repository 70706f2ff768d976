/** What a cart is made of; nothing here knows of the browser. */
export type CartLine = {
  id: number
  quantity: number
  /** As they were when it was put in, or when a change was last noted. */
  price: string
  name: string
}

export type OrderBody = { kind: 'sale'; items: { product: number; quantity: number }[]; note: string }

/** An order on its way whose answer has not arrived. Sent again under the same key it is placed once. */
export type Sent = { by: number; once: string; body: OrderBody }

export type Cart = { lines: readonly CartLine[]; note: string; sent: Sent | null }

/** An order takes no more lines. */
export const mostLines = 100

export const empty: Cart = { lines: [], note: '', sent: null }

export function withLine(lines: readonly CartLine[], line: CartLine): readonly CartLine[] {
  const there = lines.find(({ id }) => id === line.id)
  if (!there) return lines.length < mostLines ? [...lines, line] : lines
  return lines.map(each =>
    each === there ? { ...line, quantity: inThousandths(there.quantity + line.quantity) } : each,
  )
}

/** Without the crumbs of binary fractions. */
export const inThousandths = (value: number): number => Math.round(value * 1000) / 1000

/** How much of it can be had. `refused`: what the server said was left when it refused the order. */
export const leftOf = ({ stock }: { stock: number | null }, refused?: number): number =>
  Math.max(0, refused ?? stock ?? Number.POSITIVE_INFINITY)

/** What a line costs, as the server rounds it. */
export function amountOf(price: string, quantity: number, currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const scale = 10 ** maximumFractionDigits
  return Math.round((Math.round(Number(price) * scale) * Math.round(quantity * 1000)) / 1000) / scale
}

/** Whatever an older page or somebody's hands left there. */
export function parse(text: string): Cart {
  try {
    const { lines, note, sent } = JSON.parse(text) as Partial<Cart>
    return {
      lines: Array.isArray(lines) ? lines.filter(isLine).slice(0, mostLines) : [],
      note: typeof note === 'string' ? note : '',
      sent: sent && typeof sent.once === 'string' && Array.isArray(sent.body?.items) ? sent : null,
    }
  } catch {
    return empty
  }
}

function isLine(line: Partial<CartLine> | null): line is CartLine {
  return (
    Number.isSafeInteger(line?.id) &&
    Number(line?.quantity) > 0 &&
    typeof line?.price === 'string' &&
    typeof line.name === 'string'
  )
}
