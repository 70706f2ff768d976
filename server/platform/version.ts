import { fail } from './errors.ts'

/** Throws 412 unless every version the caller named (If-Match, `version` in the body; null or absent = none) is the row's. */
export function assertVersion(rowVersion: number, ...demanded: (number | null | undefined)[]): void {
  if (demanded.some(version => version != null && version !== rowVersion)) throw fail('version_mismatch')
}
