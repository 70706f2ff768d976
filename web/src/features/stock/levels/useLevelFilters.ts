import { useMemo } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { api } from '../../../lib/api.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Filter } from '../../../ui/table/index.ts'
import { findProducts } from '../../catalog/parts/ProductPicker.tsx'
import { useLocations } from '../places.ts'

/** For any list that names products. */
export function useProductFilter(): Filter {
  const { t } = useTranslation('stock')
  return useMemo(
    () => ({
      id: 'product__in',
      label: t('field.product'),
      kind: 'relation',
      load: async text =>
        (await findProducts(text)).map(({ id, name, sku }) => ({ value: String(id), label: name, hint: sku })),
      nameOf: async id => (await api.get<Product>(`/api/products/${id}/`)).name,
    }),
    [t],
  )
}

export function useLocationOptions() {
  return useLocations().map(({ id, name }) => ({ value: String(id), label: name }))
}

/** The past knows only what was on hand. */
export function useLevelFilters(isPast: boolean): Filter[] {
  const { t } = useTranslation('stock')
  const places = useLocationOptions()
  const product = useProductFilter()
  return [
    ...(places.length > 0
      ? [{ id: 'location__in', label: t('field.location'), kind: 'multi' as const, options: places }]
      : []),
    product,
    ...(isPast ? [] : numbers.map(id => ({ id, label: t(`field.${id}`), kind: 'number' as const }))),
  ]
}

export const numbers = ['available', 'on_hand', 'reserved', 'incoming'] as const
