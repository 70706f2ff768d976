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

/** The place that the page gives, so that a chart's text keeps its size. */
export function useBox(first = 600) {
  const ref = useRef<HTMLDivElement>(null)
  const [box, setBox] = useState({ width: first, height: 0 })
  useEffect(() => {
    const node = ref.current
    if (!node) return
    const watcher = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {}
      if (width > 0) setBox(before => (before.width === width && before.height === height ? before : { width, height }))
    })
    watcher.observe(node)
    return () => watcher.disconnect()
  }, [])
  return { ref, ...box }
}
