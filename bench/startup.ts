/** How long `npm start` takes to the first 200 of /readyz, with everything installed: on an empty folder, then on the filled one. */
import { rmSync } from 'node:fs'
import { commands, newFolder, serve } from './server.ts'

export type Starts = { emptyMs: number[]; filledMs: number[] }

const demo = { SEED_DEMO: '1', LOG_LEVEL: 'warn' }

export async function measureStarts(times: number): Promise<Starts> {
  const starts: Starts = { emptyMs: [], filledMs: [] }
  for (let i = 0; i < times; i++) {
    const folder = newFolder()
    starts.emptyMs.push(await startIn(folder))
    starts.filledMs.push(await startIn(folder))
    rmSync(folder, { recursive: true })
  }
  return starts
}

async function startIn(folder: string): Promise<number> {
  const served = await serve(commands.npmStart, folder, demo)
  await served.stop()
  return served.startedInMs
}
