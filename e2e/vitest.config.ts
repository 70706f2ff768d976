import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { findChromium } from './chromium.ts'

const report = process.env.TEST_REPORT
const chromium = findChromium()
if (!chromium) console.log('e2e: no Chromium found (CHROMIUM_PATH): only what needs no browser is tested')

/** The whole product, driven as people drive it: `vitest run --config e2e/vitest.config.ts`. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    include: chromium ? ['e2e/**/*.test.ts'] : ['e2e/sizes.test.ts'],
    globalSetup: ['e2e/setup.ts'],
    pool: 'forks',
    // One server and one browser for all files, and two cores to run them on.
    fileParallelism: false,
    maxConcurrency: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
