/** What the server says of a field, in the person's language. A sentence that is not listed here is shown as it came. */
import { useTranslation } from 'react-i18next'

const known: readonly [RegExp, string][] = [
  [/^This field (is required|may not be blank)\.$/, 'blank'],
  [/^This must match format "email"\.$/, 'email'],
  [/^Send at most (\d+) characters\.$/, 'long'],
  [/^Remove the control characters\.$/, 'controls'],
  [/^Send a name with visible characters\.$/, 'invisible'],
  [/^A user with that username already exists\.$/, 'username'],
  [/^A user with that email already exists\.$/, 'emailTaken'],
  [/^A company with that name already exists\.$/, 'company'],
  [/^There is no company of this name\.$/, 'noCompany'],
  [/^Use at least (\d+) characters\.$/, 'short'],
  [/^Use at least one letter and one digit\.$/, 'letterAndDigit'],
  [/^This password is among the most common\.$/, 'common'],
  [/^This password is easy to guess\. Use more words\.$/, 'guess'],
  [/^Leave your names and e-mail address out of it\.$/, 'names'],
  [/^This is not your current password\.$/, 'current'],
  [/^Choose one that differs from the current one\.$/, 'same'],
]

/** Translates all that was said of a field; `value` is what it holds, for sentences that name it. */
export function useRefusals(): (said: string | undefined, value?: string) => string | undefined {
  const { t } = useTranslation('accounts')
  return (said, value) =>
    said &&
    sentencesOf(said)
      .map(sentence => wordsFor(sentence, (key, n) => t(`refused.${key}`, { n, value })))
      .join(' ')
}

/** Several messages of a field come joined; one of them has two sentences of its own. */
const sentencesOf = (said: string): string[] => said.split(/(?<=\.) (?!Use more words)/)

function wordsFor(sentence: string, say: (key: string, n?: string) => string): string {
  for (const [pattern, key] of known) {
    const match = pattern.exec(sentence)
    if (match) return say(key, match[1])
  }
  return sentence
}
