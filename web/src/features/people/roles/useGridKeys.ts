import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from 'react'

/** Arrow keys between the switches of a grid: one stop for Tab, left and right along the row, up and down in the column. */
export function useGridKeys(grid: RefObject<HTMLTableElement | null>) {
  useEffect(() => {
    const all = stopsIn(grid.current)
    if (all.length > 0 && all.every(({ tabIndex }) => tabIndex < 0)) keepOne(grid.current, all[0])
  })
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const stop = target.closest<HTMLElement>('[data-stop]')
      if (stop) keepOne(grid.current, stop)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const from = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]')
      const to = from && !event.ctrlKey && !event.metaKey && !event.altKey ? next(event, from) : undefined
      if (!to) return
      event.preventDefault()
      to.focus()
    },
  }
}

function next({ key, currentTarget }: KeyboardEvent<HTMLElement>, from: HTMLElement): HTMLElement | undefined {
  const row = from.closest('tr')
  const along = stopsIn(row)
  const isTurned = getComputedStyle(currentTarget).direction === 'rtl'
  const step = { ArrowRight: isTurned ? -1 : 1, ArrowLeft: isTurned ? 1 : -1 }[key]
  if (step) return along[along.indexOf(from) + step]
  if (key === 'Home') return along[0]
  if (key === 'End') return along.at(-1)
  if (key === 'ArrowDown' || key === 'ArrowUp') return beside(currentTarget, from, key === 'ArrowDown' ? 1 : -1)
  return undefined
}

/** In the next row with something in this column: the same place of its cell, else what is chosen there. */
function beside(grid: HTMLElement, from: HTMLElement, step: number): HTMLElement | undefined {
  const inColumn = (row: Element | null | undefined) =>
    stopsIn(row).filter(({ dataset }) => dataset.role === from.dataset.role)
  const rows = [...grid.querySelectorAll('tbody tr')].filter(row => inColumn(row).length > 0)
  const own = from.closest('tr')
  const [here, there] = [inColumn(own), inColumn(rows[rows.indexOf(own as Element) + step])]
  if (here.length === there.length) return there[here.indexOf(from)]
  return there.find(stop => stop.getAttribute('aria-pressed') === 'true') ?? there[0]
}

const stopsIn = (within: Element | null | undefined): HTMLElement[] =>
  [...(within?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])].filter(({ offsetParent }) => offsetParent !== null)

function keepOne(grid: Element | null, one: HTMLElement | undefined): void {
  for (const stop of grid?.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]') ?? []) stop.tabIndex = -1
  if (one) one.tabIndex = 0
}
