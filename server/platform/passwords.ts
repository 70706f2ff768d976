/**
 * argon2id, a few at a time: each hash takes 19 MiB and some milliseconds of a whole core, so the rest of the server
 * keeps a core and what cannot be hashed soon is refused as busy.
 */
import { availableParallelism } from 'node:os'
import { hash, type Options, parseOptions, verify } from '@node-rs/argon2'
import { Busy } from './door.ts'

/** What hashing has cost so far; `evaluations` counts every password that was compared with a hash. */
export const passwordWork = { evaluations: 0, hashes: 0, running: 0, waiting: 0 }

/** The hash to store. Throws Busy when too many wait already. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => {
    passwordWork.hashes++
    return hash(normalized(password), strength)
  })
}

/** Whether `password` is the one behind `stored`; null (nobody) costs the same time and is false. Throws Busy. */
export function isRightPassword(stored: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    passwordWork.evaluations++
    const isSame = await verify(stored ?? nobodysHash, normalized(password)).catch(() => false)
    return isSame && stored !== null
  })
}

/** Whether a stored hash was made with less than today's strength. */
export function isWeakHash(stored: string): boolean {
  const { memoryCost, timeCost } = parseOptions(stored)
  return memoryCost < strength.memoryCost || timeCost < strength.timeCost
}

// OWASP's recommendation: 19 MiB, two passes, one lane. The library's default algorithm is argon2id.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options

/** A hash of this strength that belongs to nobody: a name that does not exist costs what a wrong password costs. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$fJaNqOpZiVJPjy9crr9T4g$ZeeZRDEF96lFljwfvJmXCuSYAuH/gECDZNmCfXBKsAE'

/** The same characters typed on different keyboards give the same password. */
function normalized(password: string): string {
  return password.normalize('NFKC')
}

const lanes = Math.max(1, availableParallelism() - 1)
const mostWaiting = 500
/** Shorter than an attempt to sign in may take before it counts as given up. */
const mostWaitMs = 6_000

type Waiter = { go: () => void; refuse: (error: Busy) => void; until: number }
const waiting: Waiter[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await takeLane()
  try {
    return await work()
  } finally {
    leaveLane()
  }
}

async function takeLane(): Promise<void> {
  if (passwordWork.running < lanes) {
    passwordWork.running++
    return
  }
  if (waiting.length >= mostWaiting) throw new Busy('too many passwords are waiting to be hashed')
  await new Promise<void>((go, refuse) => {
    passwordWork.waiting = waiting.push({ go, refuse, until: Date.now() + mostWaitMs })
  })
}

/** Hands the lane to who waited longest, but not too long. */
function leaveLane(): void {
  const now = Date.now()
  let next = waiting.shift()
  while (next && next.until < now) {
    next.refuse(new Busy('waited too long for a password to be hashed'))
    next = waiting.shift()
  }
  passwordWork.waiting = waiting.length
  if (next) next.go()
  else passwordWork.running--
}
