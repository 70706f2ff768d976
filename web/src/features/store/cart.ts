/** What somebody means to order, kept in this browser for each shop, signed in or not. All tabs show the same cart. */
import { useCallback, useSyncExternalStore } from 'react'
import { type Cart, type CartLine, empty, parse, type Sent, withLine } from './cartLines.ts'

const known = new Map<string, { text: string | null; cart: Cart }>()
const watchers = new Set<() => void>()
addEventListener('storage', ({ key }) => (key === null || key.startsWith('qm.cart.')) && tell())

export function useCart(slug: string) {
  const name = `qm.cart.${slug.toLowerCase()}`
  const cart = useSyncExternalStore(watch, () => read(name))
  const change = useCallback((next: (cart: Cart) => Cart) => write(name, next(read(name))), [name])
  const setLines = (next: (lines: readonly CartLine[]) => readonly CartLine[]) =>
    change(now => ({ ...now, lines: next(now.lines) }))
  return {
    cart,
    /** Adds a line, or more to the line that is there. */
    put: (line: CartLine) => setLines(lines => withLine(lines, line)),
    setQuantity: (id: number, quantity: number) =>
      setLines(lines => lines.map(line => (line.id === id ? { ...line, quantity } : line))),
    /** The new price was seen. */
    notePrice: (id: number, price: string) =>
      setLines(lines => lines.map(line => (line.id === id ? { ...line, price } : line))),
    remove: (id: number) => setLines(lines => lines.filter(line => line.id !== id)),
    /** Puts a removed line back where it was. */
    putBack: (line: CartLine, index: number) =>
      setLines(lines => (lines.some(({ id }) => id === line.id) ? lines : lines.toSpliced(index, 0, line))),
    setNote: (note: string) => change(now => ({ ...now, note })),
    setSent: (sent: Sent | null) => change(now => ({ ...now, sent })),
    /** These were ordered. What could not be stays, and so does what another tab put in meanwhile. */
    takeOrdered: (ids: readonly number[]) => change(now => without(now, ids)),
  }
}

function without({ lines }: Cart, ids: readonly number[]): Cart {
  const left = lines.filter(({ id }) => !ids.includes(id))
  return left.length > 0 ? { ...empty, lines: left } : empty
}

function read(name: string): Cart {
  const text = stored(name)
  const before = known.get(name)
  if (before && before.text === text) return before.cart
  const cart = text === null ? empty : parse(text)
  known.set(name, { text, cart })
  return cart
}

function write(name: string, cart: Cart): void {
  const text = cart === empty ? null : JSON.stringify(cart)
  try {
    if (text === null) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch {
    // A browser that keeps nothing still shops until the page is closed.
  }
  known.set(name, { text: stored(name), cart })
  tell()
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function tell(): void {
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
