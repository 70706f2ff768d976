/** What the addresses of these pages carry beside the path; anything else is dropped. */
type Given = Record<string, unknown>

export const doings = ['fulfil', 'reject', 'cancel', 'assign'] as const
export type Doing = (typeof doings)[number]

/** `do`: the dialog that is open. */
export type OrderSearch = { do?: Doing }

export function orderSearch(given: Given): OrderSearch {
  const doing = doings.find(one => one === given.do)
  return doing ? { do: doing } : {}
}

/** `from`: an order whose lines are taken over; `product`: the first line. */
export type NewOrderSearch = { kind?: 'restock'; product?: number; from?: number }

export function newOrderSearch({ kind, product, from }: Given): NewOrderSearch {
  return {
    ...(kind === 'restock' && { kind }),
    ...(isId(product) && { product }),
    ...(isId(from) && { from }),
  }
}

/** `order`: the one that is looked at. */
export type ApprovalsSearch = { order?: number; tab?: 'decided' }

export function approvalsSearch({ order, tab }: Given): ApprovalsSearch {
  return { ...(isId(order) && { order }), ...(tab === 'decided' && { tab }) }
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0
