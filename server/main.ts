import { ConfigError } from './platform/config.ts'
import { run } from './run.ts'

try {
  await run()
} catch (error) {
  process.stderr.write(`quartermaster: ${error instanceof ConfigError ? error.message : (error as Error).stack}\n`)
  process.exit(error instanceof ConfigError ? 2 : 1)
}
