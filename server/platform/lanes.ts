import { Busy } from './door.ts'

type Waiter = { go: () => void; refuse: (error: Busy) => void; until: number }

/**
 * Lets `lanes` works run at once, `mostWaiting` wait for them, and none wait longer than `mostWaitMs`. The function it
 * gives throws Busy for a work that is one too many or waited too long.
 */
export function openLanes({
  lanes,
  mostWaiting,
  mostWaitMs,
}: {
  lanes: number
  mostWaiting: number
  mostWaitMs: number
}) {
  const waiting: Waiter[] = []
  let running = 0

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < lanes) running++
    else if (waiting.length >= mostWaiting) throw new Busy('too many wait already')
    else await new Promise<void>((go, refuse) => waiting.push({ go, refuse, until: Date.now() + mostWaitMs }))
    try {
      return await work()
    } finally {
      const next = nextOf(waiting)
      if (next) next.go()
      else running--
    }
  }
}

/** Who waited longest, but not too long. */
function nextOf(waiting: Waiter[]): Waiter | undefined {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (next.until >= Date.now()) return next
    next.refuse(new Busy('waited too long'))
  }
}
