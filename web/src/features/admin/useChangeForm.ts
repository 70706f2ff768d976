import { useEffect, useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import { useServerForm } from '../../lib/forms.ts'
import { invalidatePaths, queryClient } from '../../lib/query.ts'
import { meet } from './conflict.ts'
import type { Field, Model, Row } from './models.ts'
import { useReading } from './useReading.ts'
import { at, bodyOf, formOf, leavesOf } from './values.ts'

type Changing = { model: Model; fields: readonly Field[]; row: Row; path: string; saved: () => void }

/**
 * The form of a record, on the version that it began with: what comes in meanwhile is taken over while nothing is typed. A
 * change by somebody else is told when one saves, and what one typed stays.
 */
export function useChangeForm({ model, fields, row, path, saved }: Changing) {
  const [base, setBase] = useState(row)
  const [refusal, setRefusal] = useState<ApiError | null>(null)
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  const { isUnreadable, read } = useReading()
  const form = useServerForm<Row>({ defaults: formOf(fields, base), save })
  const { isDirty, reset, setValue, setFocus, getValues } = form

  useEffect(() => {
    if (!isDirty && row !== base) begin(row)
  })

  async function save(values: Row): Promise<void> {
    const body = read(() => bodyOf(fields, values, formOf(fields, base)))
    if (body === null) return
    if (Object.keys(body).length === 0) return begin(base)
    try {
      await send(base, body)
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 412) throw reason
      const theirs = await api.get<Row>(path)
      if (meet(fields, base, theirs, values).isOther) setRefusal(reason)
      else await send(theirs, body)
    }
  }

  async function send({ version }: Row, body: Row): Promise<void> {
    const now = await api.patch<Row>(path, body, typeof version === 'number' ? { version } : {})
    queryClient.setQueryData([path], now)
    void invalidatePaths([model.list_path, '/api/audit-logs/'])
    begin(now)
    saved()
  }

  /** On a record as it is, nothing typed. */
  function begin(now: Row): void {
    setBase(now)
    setTyped({})
    setRefusal(null)
    reset(formOf(fields, now))
  }

  /** On what somebody else made of it, with what one typed where they did nothing, and beside it where they did. */
  async function load(): Promise<void> {
    const theirs = await api.get<Row>(path)
    const met = meet(fields, base, theirs, getValues())
    queryClient.setQueryData([path], theirs)
    void invalidatePaths(['/api/audit-logs/'])
    begin(theirs)
    for (const { name } of leavesOf(fields)) setValue(name, at(met.values, name), { shouldDirty: true })
    setTyped(met.typed)
    const [first] = Object.keys(met.typed)
    if (first) setFocus(first)
  }

  /** Puts what one had typed into its field again. */
  function use(name: string): void {
    setValue(name, typed[name], { shouldDirty: true })
    setTyped(({ [name]: _used, ...rest }) => rest)
  }

  return { form, refusal, typed, isUnreadable, load, use, discard: () => begin(row) }
}
