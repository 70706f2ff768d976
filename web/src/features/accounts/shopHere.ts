import type { Store } from '../../../../server/features/store/contract.ts'
import { useGet } from '../../lib/query.ts'
import type { House } from './AuthPage.tsx'
import { useMeta } from './parts/meta.ts'

/** The shop whose visitor stands at the door. `slug` is undefined on its own domain: there it goes without saying. */
export type ShopHere = { name: string; slug: string | undefined; takesCustomers: boolean; house: House }

/** The shop of this domain, or else the one that they came from; null where there is none, undefined until that is known. */
export function useShopHere(cameFrom: string | undefined): ShopHere | null | undefined {
  const meta = useMeta()
  const here = meta?.company
  const slug = here === null ? cameFrom : undefined
  const { data, error } = useGet<Store>(`/api/store/${slug}/`, undefined, { enabled: slug !== undefined })
  if (!meta) return undefined
  if (here)
    return {
      name: here.name,
      slug: undefined,
      takesCustomers: here.customer_signup === 'open',
      house: { name: here.name, home: '/' },
    }
  if (cameFrom === undefined || error) return null
  if (!data) return undefined
  const { name, customer_signup } = data
  const house = { name, home: `/store/${data.slug}` }
  return { name, slug: data.slug, takesCustomers: customer_signup === 'open', house }
}
