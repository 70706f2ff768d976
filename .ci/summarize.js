/**
 * summarize.js SUITE REPORT STATUS FAILURES: reads vitest's report of a suite that ended with STATUS, prints how many tests
 * passed and how many failed, and appends to the file FAILURES what failed and why. A file that does not load, a run without
 * report and an error outside of all tests count as one failure each.
 */
import { appendFileSync, readFileSync } from 'node:fs'

const [suite, report, status, list] = process.argv.slice(2)

const { passed, failures } = outcome()
for (const [where, why] of failures) appendFileSync(list, `${suite}: ${where}\n${why.slice(0, 2000)}\n\n`)
console.log(passed, failures.length)

function outcome() {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const failures = testResults.flatMap(failuresOf)
    const isBroken = failures.length === 0 && status !== '0'
    return { passed: numPassedTests, failures: isBroken ? [['an error outside of all tests', endedWith()]] : failures }
  } catch (error) {
    return { passed: 0, failures: [['no report', `${endedWith()}: ${error.message}`]] }
  }
}

function failuresOf({ name: file, status, message, assertionResults: tests }) {
  if (status === 'failed' && tests.length === 0) return [[`${file} does not load`, message]]
  return tests
    .filter(test => test.status === 'failed')
    .map(({ fullName, failureMessages }) => [`${file}: ${fullName}`, failureMessages.join('\n')])
}

function endedWith() {
  return `it ended with status ${status}`
}
