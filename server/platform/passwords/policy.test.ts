import { describe, expect, test } from 'vitest'
import { assertPassword, type PasswordPolicy } from './policy.ts'

const names = ['Rohan.Mehta', 'rohan.mehta', 'Rohan Mehta']

async function flawsOf(policy: PasswordPolicy, password: string): Promise<string[]> {
  try {
    await assertPassword(policy, { field: 'new_password', password, names })
    return []
  } catch (error) {
    return (error as { fields: { new_password: string[] } }).fields.new_password
  }
}

describe('the standard policy', () => {
  test.each([
    'pass12345',
    'rohan12345',
    'ria12345',
    'meera12345',
    'priya12345',
    'Straße 12',
    'пароль123',
    '密码password1',
  ])('takes %s', async password => {
    expect(await flawsOf('standard', password)).toEqual([])
  })

  test.each([
    ['short1', 'Use at least 8 characters.'],
    ['onlyletters', 'Use at least one letter and one digit.'],
    ['1029384756', 'Use at least one letter and one digit.'],
    ['password1', 'This password is among the most common.'],
    ['Password123', 'This password is among the most common.'],
    ['QWERTY123', 'This password is among the most common.'],
    ['👍👍👍1a', 'Use at least 8 characters.'],
  ])('refuses %s', async (password, flaw) => {
    expect(await flawsOf('standard', password)).toEqual([flaw])
  })

  test('names everything that is missing at once', async () => {
    expect(await flawsOf('standard', 'abc')).toHaveLength(2)
  })
})

describe('the strong policy', () => {
  test.each(['plum orbit kettle 49', 'xK9#mQ2$vL7@', 'eleven tangerine hills'])('takes %s', async password => {
    expect(await flawsOf('strong', password)).toEqual([])
  })

  test.each([
    ['Tr0ub4dor&3', 'Use at least 12 characters.'],
    ['my friend Rohan lives here', 'Leave your names and e-mail address out of it.'],
    ['mehta-orbit-kettle-49', 'Leave your names and e-mail address out of it.'],
    ['passwordpassword', 'This password is easy to guess. Use more words.'],
    ['aaaaaaaaaaaaaaaa', 'This password is easy to guess. Use more words.'],
  ])('refuses %s', async (password, flaw) => {
    expect(await flawsOf('strong', password)).toEqual([flaw])
  })

  test('judges a very long password', async () => {
    expect(await flawsOf('strong', 'a b1'.repeat(50))).toEqual(expect.any(Array))
  })
})
