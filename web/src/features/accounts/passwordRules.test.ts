import { describe, expect, test } from 'vitest'
import { isWorthAsking, judgeAtOnce, type Policy, type Rule, rulesOf } from './passwordRules.ts'

const standard: Policy = {
  name: 'standard',
  min_length: 8,
  letter_and_digit: true,
  refuses_common: true,
  refuses_names: false,
  min_score: 0,
}
const strong: Policy = {
  name: 'strong',
  min_length: 12,
  letter_and_digit: false,
  refuses_common: true,
  refuses_names: true,
  min_score: 3,
}
const rohan = ['rohan.mehta', 'rohan', 'Rohan Mehta']

const unmet = (policy: Policy, password: string, names: string[] = []): Rule[] =>
  judgeAtOnce(policy, password, names).flatMap(({ rule, verdict }) => (verdict === 'unmet' ? [rule] : []))

describe('the rules that are shown', () => {
  test('are those of the policy', () => {
    expect(rulesOf(standard)).toEqual(['length', 'letter', 'digit', 'common'])
    expect(rulesOf(strong)).toEqual(['length', 'names', 'common', 'guess'])
  })

  test('an empty field has not failed any of them', () => {
    expect(new Set(judgeAtOnce(standard, '', rohan).map(({ verdict }) => verdict))).toEqual(new Set(['unknown']))
  })
})

describe('the standard policy', () => {
  test.each(['pass12345', 'rohan12345', 'Straße 12', 'пароль123', '密码password1'])(
    'finds nothing wrong with %s',
    password => {
      expect(unmet(standard, password, rohan)).toEqual([])
    },
  )

  test.each([
    ['short1', ['length']],
    ['onlyletters', ['digit']],
    ['1029384756', ['letter']],
    ['abc', ['length', 'digit']],
    ['👍👍👍1a', ['length']],
  ])('says what is missing in %s', (password, rules) => {
    expect(unmet(standard, password)).toEqual(rules)
  })
})

describe('the strong policy', () => {
  test.each(['plum orbit kettle 49', 'my friend Roh lives here'])('finds nothing wrong with %s', password => {
    expect(unmet(strong, password, rohan)).toEqual([])
  })

  test.each([
    ['my friend Rohan lives here', ['names']],
    ['méhta-orbit-kettle-49', ['names']],
    ['Rohan12', ['length', 'names']],
  ])('says what is wrong with %s', (password, rules) => {
    expect(unmet(strong, password, rohan)).toEqual(rules)
  })
})

describe('the long lists', () => {
  test('are asked only when nothing else is wrong', () => {
    expect(isWorthAsking(judgeAtOnce(standard, 'password1', []))).toBe(true)
    expect(isWorthAsking(judgeAtOnce(standard, 'passw1', []))).toBe(false)
    expect(isWorthAsking(judgeAtOnce(standard, '', []))).toBe(false)
  })
})
