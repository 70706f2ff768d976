import type { Field } from './models.ts'

/** A field as the server describes one, for tests. */
export const field = (name: string, type: Field['type'], nullable = false): Field => ({
  name,
  label: name,
  type,
  description: '',
  nullable,
  choices: null,
  max_length: null,
  relation: null,
  shown: true,
  on_create: true,
  on_update: true,
  required: false,
  parts: null,
})
