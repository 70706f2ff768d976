import { useEffect, useState } from 'react'
import { useMeta } from './parts/meta.ts'
import { judgeByLists } from './passwordLists.ts'
import { isWorthAsking, type Judged, judgeAtOnce, type Rule, type Verdict } from './passwordRules.ts'

type Slow = { password: string; verdicts: Partial<Record<Rule, Verdict>> }

/** Every rule of the deployment's policy and whether this password meets it; null until the policy is known. */
export function usePasswordRules(password: string, names: readonly string[]): Judged[] | null {
  const policy = useMeta()?.password_policy
  const [slow, setSlow] = useState<Slow>({ password: '', verdicts: {} })
  const judged = policy ? judgeAtOnce(policy, password, names) : null
  const isDue = judged !== null && isWorthAsking(judged)
  const namesKey = names.join('\n')

  useEffect(() => {
    if (!policy || !isDue) return
    let isLatest = true
    const take = (verdicts: Slow['verdicts']) => isLatest && setSlow({ password, verdicts })
    const timer = setTimeout(() => {
      judgeByLists(policy, password, namesKey.split('\n')).then(take, () => take({}))
    }, 200)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [policy, isDue, password, namesKey])

  if (!isDue || slow.password !== password) return judged
  return judged.map(({ rule, verdict }) => ({ rule, verdict: slow.verdicts[rule] ?? verdict }))
}
