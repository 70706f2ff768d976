import { useMutation } from '@tanstack/react-query'
import type { ApiError } from './api.ts'
import { invalidatePaths } from './query.ts'

type Saving<Out> = { invalidates?: string[]; done?: (result: Out) => unknown; failed?: (error: ApiError) => unknown }

/** A change; afterwards everything under the named paths is asked anew. */
export function useSave<In, Out = unknown>(
  save: (given: In) => Promise<Out>,
  { invalidates = [], done, failed }: Saving<Out> = {},
) {
  return useMutation<Out, ApiError, In>({
    mutationFn: save,
    onSuccess: result => {
      void invalidatePaths(invalidates)
      return done?.(result)
    },
    ...(failed && { onError: failed }),
  })
}
