/**
 * PDFs are drawn beside the server, one after the other: a hundred lines take some tenths of a second, in which the server's
 * own thread would answer nobody.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { openLanes } from '../../platform/lanes.ts'
import type { Confirmation } from './print.ts'

const inTurn = openLanes({ lanes: 1, mostWaiting: 20, mostWaitMs: 15_000 })

/** The confirmation as a PDF file. Throws Busy when too many wait. */
export function drawPdf(confirmation: Confirmation): Promise<Buffer> {
  return inTurn(async () => {
    const thread = startThread()
    thread.postMessage(confirmation)
    const [bytes] = (await once(thread, 'message')) as [Uint8Array]
    return Buffer.from(bytes)
  })
}

/** A thread that nobody needs gives its memory back. */
const idleMs = 60_000

let running: { thread: Worker; goodbye: NodeJS.Timeout } | null = null

function startThread(): Worker {
  running?.goodbye.refresh()
  running ??= newThread()
  return running.thread
}

function newThread() {
  const thread = new Worker(new URL('./printThread.ts', import.meta.url))
  thread.unref()
  thread.once('error', forget).once('exit', forget)
  return { thread, goodbye: setTimeout(() => thread.terminate(), idleMs).unref() }
}

function forget(this: Worker): void {
  if (running?.thread !== this) return
  clearTimeout(running.goodbye)
  running = null
}
