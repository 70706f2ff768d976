import { fail } from './errors.ts'

/** Throws 412 unless the row has the version that is demanded. */
export function assertVersion(rowVersion: number, ...demanded: Demanded[]): void {
  if (!isVersion(rowVersion, ...demanded)) throw fail('version_mismatch')
}

/** Whether the row has one of the versions in If-Match, and the `version` of the body; null or absent demands nothing. */
export function isVersion(rowVersion: number, ...demanded: Demanded[]): boolean {
  return demanded.every(versions => versions == null || [versions].flat().includes(rowVersion))
}

type Demanded = number | readonly number[] | null | undefined
