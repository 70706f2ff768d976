/** The rules that need long lists; those are fetched when a password has met every other rule. */
import type { Policy, Rule, Verdict } from './passwordRules.ts'

/** As many of the most common as the server refuses. */
const mostCommon = 10_000

type Dictionary = typeof import('@zxcvbn-ts/language-common')
let lists: Promise<Dictionary> | undefined
let estimator: Promise<{ check(password: string, names: string[]): { score: number } }> | undefined

/** Throws when the lists cannot be fetched. */
export async function judgeByLists(
  policy: Policy,
  password: string,
  names: readonly string[],
): Promise<Partial<Record<Rule, Verdict>>> {
  lists ??= import('@zxcvbn-ts/language-common')
  const { dictionary, adjacencyGraphs } = await lists.catch(forget)
  const isCommon = dictionary['passwords-common'].slice(0, mostCommon).includes(password.toLowerCase())
  const common = isCommon ? 'unmet' : 'met'
  if (policy.min_score === 0) return { common }
  estimator ??= import('@zxcvbn-ts/core').then(
    ({ ZxcvbnFactory }) => new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }),
  )
  const { score } = (await estimator.catch(forget)).check(password.slice(0, 100), [...names])
  return { common, guess: score < policy.min_score ? 'unmet' : 'met' }
}

function forget(reason: unknown): never {
  lists = undefined
  estimator = undefined
  throw reason
}
