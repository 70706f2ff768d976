import { useEffect, useRef, useState } from 'react'

/** Round figures for at most four grid lines from nought to just above `most`. */
export function gridOf(most: number): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find(each => each * power >= rough) ?? 10) * power
  const lines = Math.ceil(most / step - 1e-9)
  return Array.from({ length: lines + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** The width that the page gives, so that a chart's text keeps its size. */
export function useWidth(first = 600) {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const node = ref.current
    if (!node) return
    const watcher = new ResizeObserver(
      ([entry]) => entry && entry.contentRect.width > 0 && setWidth(entry.contentRect.width),
    )
    watcher.observe(node)
    return () => watcher.disconnect()
  }, [])
  return { ref, width }
}
