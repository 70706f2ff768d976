/** Questions go to standard error: standard output is the answer's. */

import { stderr, stdin } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Asks for a line. Throws where nobody can be asked. */
export function ask(question: string): Promise<string> {
  return answer(question, stderr)
}

/** Asks for a secret twice, without showing it. Throws when the two differ. */
export async function askSecret(question: string): Promise<string> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const secret = await answer(question, silence)
  if ((await answer('The same again: ', silence)) !== secret) throw new Error('these were two different passwords.')
  return secret
}

async function answer(question: string, echo: NodeJS.WritableStream): Promise<string> {
  if (!stdin.isTTY) throw new Error(`nobody can be asked here for "${question.replace(/:\s*$/, '')}". See --help.`)
  if (echo !== stderr) stderr.write(question)
  const lines = createInterface({ input: stdin, output: echo, terminal: true })
  lines.on('SIGINT', () => process.exit(130))
  try {
    return await lines.question(question)
  } finally {
    lines.close()
    if (echo !== stderr) stderr.write('\n')
  }
}
