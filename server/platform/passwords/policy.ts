import { Invalid } from '../errors.ts'
import { foldKey } from '../fold.ts'

export type PasswordPolicy = 'standard' | 'strong'

/** A password somebody wants, the field it came in, and the names it must not resemble. */
export type Candidate = { field: 'password' | 'new_password'; password: string; names: string[] }

/** What each policy demands, as GET /api/meta/ shows it. */
export const passwordPolicies = {
  standard: {
    name: 'standard',
    min_length: 8,
    letter_and_digit: true,
    refuses_common: true,
    refuses_names: false,
    min_score: 0,
  },
  strong: {
    name: 'strong',
    min_length: 12,
    letter_and_digit: false,
    refuses_common: true,
    refuses_names: true,
    min_score: 3,
  },
} as const satisfies Record<PasswordPolicy, object>

/** Throws 400 on the candidate's field, naming everything the policy misses in it. */
export async function assertPassword(policy: PasswordPolicy, candidate: Candidate): Promise<void> {
  const flaws = flawsOf(policy, candidate)
  if (flaws.length === 0 && (await isCommon(candidate.password))) flaws.push('This password is among the most common.')
  if (flaws.length === 0 && policy === 'strong' && (await isGuessable(candidate)))
    flaws.push('This password is easy to guess. Use more words.')
  if (flaws.length > 0) throw new Invalid({ [candidate.field]: flaws })
}

function flawsOf(policy: PasswordPolicy, { password, names }: Candidate): string[] {
  const { min_length, letter_and_digit, refuses_names } = passwordPolicies[policy]
  const flaws: string[] = []
  if (Array.from(password).length < min_length) flaws.push(`Use at least ${min_length} characters.`)
  if (letter_and_digit && !(/\p{L}/u.test(password) && /\p{Nd}/u.test(password)))
    flaws.push('Use at least one letter and one digit.')
  if (refuses_names && resembles(password, names)) flaws.push('Leave your names and e-mail address out of it.')
  return flaws
}

/** Shorter names are syllables of too many words. */
const shortestName = 4

function resembles(password: string, names: string[]): boolean {
  const key = foldKey(password)
  return names
    .flatMap(name => foldKey(name).split(/[^\p{L}\p{N}]+/u))
    .some(part => part.length >= shortestName && key.includes(part))
}

const mostCommon = 10_000
let common: Promise<Set<string>> | undefined

async function isCommon(password: string): Promise<boolean> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].slice(0, mostCommon)),
  )
  return (await common).has(password.toLowerCase())
}

type Estimator = { check(password: string, names: string[]): { score: number } }
let estimator: Promise<Estimator> | undefined

/** Estimates the first hundred characters only: its time grows with the square of the length. */
async function isGuessable({ password, names }: Candidate): Promise<boolean> {
  estimator ??= loadEstimator()
  return (await estimator).check(password.slice(0, 100), names).score < passwordPolicies.strong.min_score
}

async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}
