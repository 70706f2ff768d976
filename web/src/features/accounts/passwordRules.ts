/** The server's password policy, said while one types. The server judges; this only spares a round trip. */
import type { Meta } from '../../../../server/features/accounts/contract.ts'

export type Policy = Meta['password_policy']
export type Rule = 'length' | 'letter' | 'digit' | 'names' | 'common' | 'guess'
/** `unknown`: not looked at yet, or it cannot be told here. */
export type Verdict = 'met' | 'unmet' | 'unknown'
export type Judged = { rule: Rule; verdict: Verdict }

/** Every rule of the policy, in the order in which it is read. */
export function rulesOf(policy: Policy): Rule[] {
  const { letter_and_digit, refuses_names, refuses_common, min_score } = policy
  return [
    'length',
    ...(letter_and_digit ? (['letter', 'digit'] as const) : []),
    ...(refuses_names ? (['names'] as const) : []),
    ...(refuses_common ? (['common'] as const) : []),
    ...(min_score > 0 ? (['guess'] as const) : []),
  ]
}

/** What can be told at once. An empty field has not failed anything yet. */
export function judgeAtOnce(policy: Policy, password: string, names: readonly string[]): Judged[] {
  return rulesOf(policy).map(rule => ({
    rule,
    verdict: password === '' ? 'unknown' : verdictOn(rule, { policy, password, names }),
  }))
}

/** Whether everything that can be told at once is met: only then are the long lists worth fetching. */
export const isWorthAsking = (judged: readonly Judged[]): boolean =>
  judged.every(({ rule, verdict }) => rule === 'common' || rule === 'guess' || verdict === 'met')

type Given = { policy: Policy; password: string; names: readonly string[] }

function verdictOn(rule: Rule, { policy, password, names }: Given): Verdict {
  switch (rule) {
    case 'length':
      return told(Array.from(password).length >= policy.min_length)
    case 'letter':
      return told(/\p{L}/u.test(password))
    case 'digit':
      return told(/\p{Nd}/u.test(password))
    case 'names':
      return told(!resembles(password, names))
    default:
      return 'unknown'
  }
}

const told = (isMet: boolean): Verdict => (isMet ? 'met' : 'unmet')

/** As the server: shorter names are syllables of too many words. */
const shortestName = 4

function resembles(password: string, names: readonly string[]): boolean {
  const key = folded(password)
  return names
    .flatMap(name => folded(name).split(/[^\p{L}\p{N}]+/u))
    .some(part => part.length >= shortestName && key.includes(part))
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
