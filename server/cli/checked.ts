import { Ajv } from 'ajv'
import ajvFormats from 'ajv-formats'
import type { Static, TSchema } from 'typebox'
import { Invalid } from '../platform/errors.ts'
import { fieldErrors } from '../platform/failures.ts'
import { addKeywords } from '../platform/schema.ts'

const ajv = addKeywords(new Ajv({ allErrors: true, strict: false, allowUnionTypes: true }))
;(ajvFormats as unknown as (ajv: Ajv) => void)(ajv)

/** What was given on the command line, judged by the schema of the API's own call. Throws Invalid. */
export function checked<S extends TSchema>(schema: S, given: object): Static<S> {
  const judge = ajv.compile<Static<S>>(schema)
  if (judge(given)) return given
  throw new Invalid(fieldErrors(judge.errors ?? []))
}
