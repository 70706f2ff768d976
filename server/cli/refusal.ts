/** The API's refusals as one line for a person. */
import { errors } from '../contracts.ts'
import type { Failure, FieldErrors } from '../platform/errors.ts'

/** "owner.username: This username is taken. name: …" */
export function lineOfFields(fields: FieldErrors, path = ''): string {
  return Object.entries(fields)
    .map(([field, told]) => {
      const place = `${path}${field}`
      if (!Array.isArray(told)) return lineOfFields(told, `${place}.`)
      return `${place}: ${told.map(one => (typeof one === 'string' ? one : lineOfFields(one))).join(' ')}`
    })
    .join(' ')
}

/** The sentence of an error code. */
export function lineOfFailure({ code }: Failure): string {
  return errors[code].detail
}
