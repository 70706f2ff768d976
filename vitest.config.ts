import { defineConfig } from 'vitest/config'

/** `.ci/run` names a file here to sum the results from. */
const report = process.env.TEST_REPORT

/** Long, for a loaded machine takes its time. */
const limits = {
  pool: 'forks',
  maxWorkers: 2,
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000, interval: 20 } },
} as const

/** Judges what all the others did, so it comes after them. */
const last = 'test/sql-lint.test.ts'

export default defineConfig({
  test: {
    globalSetup: ['test/setup.ts'],
    ...limits,
    teardownTimeout: 60_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      {
        test: {
          name: 'suite',
          ...limits,
          include: ['server/**/*.test.ts', 'web/src/**/*.test.ts', 'test/**/*.test.ts', 'world/**/*.test.ts'],
          exclude: [last],
        },
      },
      { test: { name: 'last', ...limits, include: [last], sequence: { groupOrder: 1 } } },
    ],
  },
})
