import type { Meta } from '../../../../../server/features/accounts/contract.ts'
import { getting, queryClient, useGet } from '../../../lib/query.ts'

export type { Meta }

/** What anybody may know of this deployment, and of the company whose domain this is. It does not change while one looks. */
export const useMeta = (): Meta | undefined =>
  useGet<Meta>('/api/meta/', undefined, { staleTime: Number.POSITIVE_INFINITY }).data

/** The same for loaders; null when the server cannot be asked now. */
export const findMeta = (): Promise<Meta | null> =>
  queryClient.ensureQueryData({ ...getting<Meta>('/api/meta/'), staleTime: Number.POSITIVE_INFINITY }).catch(() => null)
