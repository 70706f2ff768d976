import { useMutation } from '@tanstack/react-query'
import type { WishesReply } from '../../../../../server/features/notifications/contract.ts'
import { type ApiError, api } from '../../../lib/api.ts'
import { invalidatePaths, queryClient, useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'

export type Wish = WishesReply[number]
export type Way = 'inbox' | 'email'

const path = '/api/notifications/kinds/'

export const useWishes = () => useGet<WishesReply>(path)

type Switched = { kind: Wish['kind']; way: Way; on: boolean }

/** Shown at once and kept one after the other; what could not be kept is switched back and said. */
export function useSwitchWish() {
  const { t } = useTranslation('accounts')
  return useMutation<unknown, ApiError, Switched>({
    scope: { id: 'wishes' },
    networkMode: 'always',
    mutationFn: () => api.patch('/api/profile/', { notifications: preferencesOf(now()) }),
    onMutate: ({ kind, way, on }) => show(now().map(wish => (wish.kind === kind ? { ...wish, [way]: on } : wish))),
    onError: (error, { kind, way, on }) => {
      show(now().map(wish => (wish.kind === kind ? { ...wish, [way]: !on } : wish)))
      toast.error(t('wishes.notKept', { why: error.message }))
    },
    onSuccess: () => invalidatePaths(['/api/profile/']),
  })
}

const now = (): WishesReply => queryClient.getQueryData<WishesReply>([path]) ?? []

function show(wishes: WishesReply): void {
  void queryClient.cancelQueries({ queryKey: [path] })
  queryClient.setQueryData([path], wishes)
}

export function preferencesOf(wishes: WishesReply): Record<string, { inbox: boolean; email: boolean }> {
  return Object.fromEntries(wishes.map(({ kind, inbox, email }) => [kind, { inbox, email }]))
}
