/** The product as people start it, built if it changed, on a database of its own with the demo world. */
import { rmSync } from 'node:fs'
import { commands, newFolder, serve } from '../bench/server.ts'

export type Running = { url: string; stop: () => Promise<void> }

export async function startServer(): Promise<Running> {
  const folder = newFolder()
  try {
    const served = await serve(commands.server, folder, { LOG_LEVEL: 'warn', SEED_DEMO: '1' })
    return {
      url: served.url,
      async stop() {
        await served.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
