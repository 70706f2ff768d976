import { useMemo } from 'react'
import { findName } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Filter } from '../../../ui/table/index.ts'
import { findCategories, getCategory } from '../categories.ts'
import { findColleagues } from '../people.ts'

/** What the list can be narrowed by, under the server's names. */
export function useProductFilters(): Filter[] {
  const { t } = useTranslation('catalog')
  return useMemo(
    () => [
      {
        id: 'category__in',
        label: t('field.category'),
        kind: 'relation',
        load: async text => (await findCategories(text)).map(({ id, name }) => ({ value: String(id), label: name })),
        nameOf: async id => (await getCategory(id)).name,
      },
      { id: 'is_active', label: t('field.state'), kind: 'yesno', words: { yes: t('active'), no: t('archived') } },
      { id: 'low', label: t('field.low'), kind: 'yesno' },
      { id: 'stock', label: t('field.stock'), kind: 'number' },
      { id: 'on_hand', label: t('field.onHand'), kind: 'number' },
      { id: 'reserved', label: t('field.held'), kind: 'number' },
      { id: 'incoming', label: t('field.incoming'), kind: 'number' },
      { id: 'reorder_point', label: t('field.reorderAt'), kind: 'number' },
      {
        id: 'reorder_point__isnull',
        label: t('field.reorder'),
        kind: 'yesno',
        words: { yes: t('no'), no: t('yes') },
      },
      { id: 'price', label: t('field.price'), kind: 'number' },
      {
        id: 'track_stock',
        label: t('field.tracking'),
        kind: 'yesno',
        words: { yes: t('tracked'), no: t('untracked') },
      },
      {
        id: 'assigned_to__in',
        label: t('field.assigned'),
        kind: 'relation',
        load: async text => (await findColleagues(text)).map(({ id, label }) => ({ value: String(id), label })),
        nameOf: id => findName(Number(id)),
      },
      { id: 'barcode', label: t('field.barcode'), kind: 'text' },
      { id: 'updated_at', label: t('field.changed'), kind: 'date' },
      { id: 'created_at', label: t('field.created'), kind: 'date' },
    ],
    [t],
  )
}
