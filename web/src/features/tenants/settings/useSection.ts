import { useEffect, useState } from 'react'
import type { DefaultValues, FieldValues, Path } from 'react-hook-form'
import { ApiError } from '../../../lib/api.ts'
import { useServerForm } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { type Changes, type Company, Overtaken, saveSection } from './company.ts'

type SectionOptions<V extends FieldValues> = {
  company: Company
  /** What the section shows of a company. */
  valuesOf: (company: Company) => V
  changesOf: (values: V) => Changes
  /** Names of the server's fields where the form calls them otherwise. */
  fields?: Record<string, Path<V>>
}

/** A section's form: it follows the company while untouched, and says when somebody else was faster. */
export function useSection<V extends FieldValues>({ company, valuesOf, changesOf, fields = {} }: SectionOptions<V>) {
  const { t } = useTranslation('tenants')
  const [base, setBase] = useState(company)
  const [theirs, setTheirs] = useState<V | null>(null)
  const form = useServerForm<V>({ defaults: valuesOf(company) as DefaultValues<V>, save, fields })
  const { isDirty, reset } = form
  const now = JSON.stringify(valuesOf(company))

  useEffect(() => {
    if (isDirty) return
    setBase(company)
    setTheirs(null)
    if (now !== JSON.stringify(form.getValues())) reset(JSON.parse(now) as V)
  }, [company, now, isDirty, reset, form.getValues])

  async function save(values: V): Promise<void> {
    try {
      const saved = await saveSection(base, changesOf(values), valuesOf)
      take(saved)
      toast(t('saved'), { undo: () => undo(saved, valuesOf(base)) })
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      setBase(error.theirs)
      setTheirs(valuesOf(error.theirs))
    }
  }

  async function undo(saved: Company, before: V): Promise<void> {
    try {
      take(await saveSection(saved, changesOf(before), valuesOf))
      toast(t('undone'))
    } catch (error) {
      toast.error(error instanceof ApiError ? error.message : t('overtaken.undo'))
    }
  }

  function take(saved: Company): void {
    setBase(saved)
    setTheirs(null)
    reset(valuesOf(saved))
  }

  const takeTheirs = () => {
    setTheirs(null)
    reset(valuesOf(base))
  }
  return { ...form, theirs, takeTheirs }
}

export type Section<V extends FieldValues> = ReturnType<typeof useSection<V>>
