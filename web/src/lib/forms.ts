import { useState } from 'react'
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form'
import { ApiError } from './api.ts'

type Options<V extends FieldValues> = {
  defaults: DefaultValues<V>
  save: (values: V) => Promise<unknown>
  /** Names of the server's fields where the form calls them otherwise: { qty: 'quantity' }. */
  fields?: Record<string, Path<V>>
}

/**
 * A form whose judge is the server: every field error of its answer lands on that field and the first one is focused; what
 * belongs to no field is `error`. While it is being saved a second press does nothing.
 */
export function useServerForm<V extends FieldValues>({ defaults, save, fields = {} }: Options<V>) {
  const form = useForm<V>({ defaultValues: defaults })
  const [error, setError] = useState<ApiError | null>(null)
  const { isSubmitting, isDirty, errors } = form.formState
  const submit = form.handleSubmit(async values => {
    setError(null)
    try {
      await save(values)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      const unplaced = placeErrors(reason)
      setError(unplaced ? reason : null)
    }
  })
  return { ...form, submit, error, errors, isSaving: isSubmitting, isDirty, clearError: () => setError(null) }

  /** Puts each message at its field; true when one has no field here. */
  function placeErrors({ fields: refused }: ApiError): boolean {
    const known = Object.entries(refused)
      .filter(([name]) => isKnown(name))
      .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
    known.forEach(([name, messages], index) => {
      form.setError(
        (fields[name] ?? name) as Path<V>,
        { type: 'server', message: messages.join(' ') },
        { shouldFocus: index === 0 },
      )
    })
    return known.length === 0 || known.length < Object.keys(refused).length
  }

  /** The form's fields stand in the order of its values: the first bad one that is seen is the one to mend first. */
  function placeOf(name: string): number {
    const own = String(fields[name] ?? name).split('.')[0]
    return Object.keys(form.getValues()).indexOf(own ?? '')
  }

  function isKnown(name: string): boolean {
    return name in fields || (name.split('.')[0] ?? '') in form.getValues()
  }
}

/** The message of a field, or undefined. */
export function messageOf(errors: object, name: string): string | undefined {
  const found = name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], errors)
  const message = (found as { message?: unknown } | undefined)?.message
  return typeof message === 'string' ? message : undefined
}
