import { useFormat } from '../../lib/format.ts'
import { useNames } from '../../lib/names.ts'
import { useTranslation } from '../../lib/translation.ts'
import { useLocations } from '../stock/places.ts'
import { useCategoryName } from './categories.ts'

const titles: Record<string, string> = {
  name: 'field.name',
  price: 'field.price',
  sku: 'field.sku',
  description: 'field.description',
  cost: 'field.cost',
  unit: 'field.unit',
  stock: 'field.stock',
  track_stock: 'field.tracks',
  category: 'field.category',
  barcode: 'field.barcode',
  reorder_point: 'field.reorderAt',
  reorder_quantity: 'field.reorderQuantity',
  image: 'field.picture',
  assigned_to: 'field.assigned',
  is_active: 'field.active',
  reason: 'field.reason',
  on_hand: 'field.onHand',
  quantity: 'field.quantity',
  location: 'field.location',
  from: 'field.from',
  to: 'field.to',
  received: 'field.received',
}

/** A product's fields and their values in words, for what compares two of them. `people`: ids that will be named. */
export function useFieldWords(people: readonly (number | null)[] = []) {
  const { t } = useTranslation('catalog')
  const { money, number } = useFormat()
  const categoryName = useCategoryName()
  const personName = useNames(people)
  const locations = useLocations()

  function value(field: string, given: unknown): string {
    if (given === null || given === undefined || given === '') return '–'
    if (field === 'price' || field === 'cost') return money(String(given))
    if (field === 'unit') return t(`unit.${String(given)}`)
    if (field === 'category') return categoryName(Number(given)) ?? `#${String(given)}`
    if (field === 'assigned_to') return personName(Number(given))
    if (field === 'location' || field === 'from' || field === 'to')
      return locations.find(({ id }) => id === given)?.name ?? `#${String(given)}`
    if (field === 'image') return t('picture.one')
    if (typeof given === 'boolean') return t(given ? 'yes' : 'no')
    if (typeof given === 'number') return number(given)
    return typeof given === 'string' ? given : JSON.stringify(given)
  }

  return { name: (field: string) => (titles[field] ? t(titles[field]) : field), value }
}
