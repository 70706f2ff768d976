import { useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { toast } from '../toast.ts'
import type { EditableCellProps } from './EditableCell.tsx'

type Pending<V> = { value: V }

/** What an editable cell shows, holds in its field, and why it was refused. */
export function useCellEdit<V extends string | number | null>({
  value,
  edit = plain,
  parse,
  invalid,
  save,
  done,
  said,
  label,
}: EditableCellProps<V>) {
  const [draft, setDraft] = useState<string | null>(null)
  const [pending, setPending] = useState<Pending<V> | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [isFocusBack, setFocusBack] = useState(false)
  const [known, setKnown] = useState(value)
  const shown = pending ? pending.value : value
  if (value !== known) {
    setKnown(value)
    setPending(null)
  }

  function open(): void {
    setError(null)
    setDraft(edit(shown))
  }

  function type(text: string): void {
    setError(null)
    setDraft(text)
  }

  function revert(): void {
    setError(null)
    setFocusBack(true)
    setDraft(null)
  }

  /** By Enter a wrong text stays to be mended; by leaving it goes. */
  function commit(isByKey: boolean): void {
    if (draft === null) return
    const next = parse(draft)
    if (next === undefined && isByKey) {
      setError(invalid)
      return
    }
    setFocusBack(isByKey)
    setDraft(null)
    setError(null)
    if (next !== undefined && next !== shown) void send(next)
  }

  async function send(next: V): Promise<void> {
    setPending({ value: next })
    setSaving(true)
    try {
      await save(next)
      if (said) toast(said(next), { undo: () => send(shown) })
      await done?.()
      if (done) setPending(null)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setPending(null)
      const message = Object.values(reason.fields).flat().join(' ') || reason.message
      setError(message)
      toast.error(`${label}: ${message}`)
    } finally {
      setSaving(false)
    }
  }

  return { draft, shown, error, isSaving, isFocusBack, open, type, revert, commit }
}

const plain = (value: string | number | null): string => String(value ?? '')
