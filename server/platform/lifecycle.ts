import type { Log } from './log.ts'

/**
 * On the first signal runs `stop` and ends the process: with 0 when it drained, with 1 when it failed or took longer
 * than `withinSeconds`. Ctrl-C reaches us twice (from the terminal and from npm), so later signals change nothing.
 */
export function stopOnSignal(
  stop: () => Promise<void>,
  { log, withinSeconds = 30 }: { log: Log; withinSeconds?: number },
): void {
  let stopping = false
  const begin = (signal: NodeJS.Signals) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    void drain(stop, log, withinSeconds * 1000).then(code => process.exit(code))
  }
  process.on('SIGTERM', begin)
  process.on('SIGINT', begin)
  // A terminal that closes ends what was started in it; without one (nohup, a service) the signal means nothing to us.
  process.on('SIGHUP', process.stdin.isTTY ? begin : () => {})
}

async function drain(stop: () => Promise<void>, log: Log, withinMs: number): Promise<number> {
  const deadline = Promise.withResolvers<never>()
  const timer = setTimeout(() => deadline.reject(new Error(`not drained within ${withinMs / 1000} s`)), withinMs)
  try {
    await Promise.race([stop(), deadline.promise])
    return 0
  } catch (error) {
    log.error({ err: error }, 'stopped hard')
    return 1
  } finally {
    clearTimeout(timer)
  }
}
