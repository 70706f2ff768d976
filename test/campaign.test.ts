/**
 * Random stories, one step after another and several at once, told to the product and to a model of it. What was answered
 * must have happened in some order, and afterwards the books must stand as that order leaves them.
 * `TEST_SEED` repeats a run; `CAMPAIGN_MINUTES` makes it longer (npm run campaign).
 */
import { expect, it } from 'vitest'
import { verifyChain } from '../server/features/audit/verify.ts'
import { canonicalJson } from '../server/platform/canonical.ts'
import { after, apply, read, type Step, type Taken, visibleState, type Written, write } from './model.ts'
import { type Idea, stepOf, story } from './model-steps.ts'
import { type Company, openCompany, openCorner } from './model-system.ts'
import fc, { seed } from './random.ts'
import { startWorld } from './server.ts'

const minutes = Number(process.env.CAMPAIGN_MINUTES ?? 0)
const commandsARound = Number(process.env.CAMPAIGN_COMMANDS ?? 20_000)
const tellers = 6

it('whatever happens, in whatever order and at once: the books and the orders are as the model says', {
  timeout: minutes * 60_000 + 500_000,
}, async () => {
  const end = Date.now() + minutes * 60_000
  let commands = 0
  for (let round = 0; round === 0 || Date.now() < end; round++) commands += await playRound(seed + round)
  console.log(`campaign: ${commands} commands, seed ${seed}`)
  expect(commands).toBeGreaterThanOrEqual(commandsARound)
})

/** A fresh world in which several tell stories at once, until there were enough commands. */
async function playRound(roundSeed: number): Promise<number> {
  const world = await startWorld()
  const tally: Tally = { commands: 0 }
  try {
    const store = await openCompany(world, ['rohan', 'rahul'])
    const stockroom = await openCompany(world, ['astrid', 'freya'])
    const telling = Array.from({ length: tellers }, (_, i) =>
      tell(i % 2 ? stockroom : store, tally, { roundSeed, teller: i }),
    )
    await Promise.all(telling)
    for (const company of [store, stockroom]) await assertChainWhole(company)
  } finally {
    await world.close()
  }
  return tally.commands
}

type Tally = { commands: number }

async function tell(company: Company, tally: Tally, { roundSeed, teller }: { roundSeed: number; teller: number }) {
  const property = fc.asyncProperty(story(), batches => play(company, tally, batches))
  for (let i = 0; tally.commands < commandsARound; i++) {
    const details = await fc.check(property, {
      seed: (roundSeed * tellers + teller) * 1000 + i,
      numRuns: 5,
      interruptAfterTimeLimit: 120_000,
    })
    if (details.failed) throw new Error(`TEST_SEED=${roundSeed} repeats this: ${fc.defaultReportMessage(details)}`)
  }
}

/** One story in a corner of its own. */
async function play(company: Company, tally: Tally, batches: readonly Idea[][]): Promise<void> {
  const corner = await openCorner(company)
  let states = [write(corner.model)]
  for (const ideas of batches) {
    const steps: Step[] = []
    for (const idea of ideas) steps.push(...[await stepOf(idea, corner.known)].filter(step => step !== null))
    const taken = await Promise.all(steps.map(async step => ({ step, seen: await corner.take(step) })))
    tally.commands += taken.length
    states = reachable(states, taken)
  }
  const seen = await corner.look()
  const expected = states.map(state => visibleState(read(state)))
  if (!expected.some(one => canonicalJson(one) === canonicalJson(seen))) expect(seen).toEqual(expected[0])
  expect(await corner.violations()).toEqual([])
}

function reachable(states: readonly Written[], taken: readonly Taken[]): Written[] {
  const reached = after(states, taken)
  if (reached.length > 0) return reached
  const alone = taken.map(({ step, seen }) => {
    const expected = apply(read(states[0] as Written), step)
    return `${JSON.stringify(step)}\n  came to  ${JSON.stringify(seen)}\n  alone to ${JSON.stringify(expected)}`
  })
  throw new Error(`Nothing explains this, after ${states[0]}:\n${alone.join('\n')}`)
}

async function assertChainWhole({ world, tenantId }: Company): Promise<void> {
  const verdict = await world.deployment.door.read({ tenantId }, tx => verifyChain(tx, tenantId))
  expect(verdict).toMatchObject({ ok: true, first_bad: null })
}
