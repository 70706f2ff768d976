import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { isMeasured } from '../../lib/units.ts'
import type { Goods } from './shop.ts'

/** "11.75 kg", "3": pieces and packages are just counted. */
export function useQuantity(): (value: number, unit: string) => string {
  const { t } = useTranslation('store')
  const { number } = useFormat()
  return (value, unit) =>
    isMeasured(unit) ? `${number(value)}\u00a0${t(`unit.${unit}`, { defaultValue: unit })}` : number(value)
}

/** "₹145.00 / kg"; for a piece the price alone. */
export function usePrice(): (goods: Pick<Goods, 'price' | 'unit'>) => string {
  const { t } = useTranslation('store')
  const { money } = useFormat()
  return ({ price, unit }) =>
    unit === 'piece' ? money(price) : `${money(price)} / ${t(`unit.${unit}`, { defaultValue: unit })}`
}

const few = 5

/** What is on the shelf, in true numbers. `brief` where plenty need not be counted out. */
export function useAvailability({ brief = false } = {}) {
  const { t } = useTranslation('store')
  const quantity = useQuantity()
  return ({
    stock,
    incoming,
    unit,
  }: Pick<Goods, 'stock' | 'incoming' | 'unit'>): { text: string; is: 'in' | 'few' | 'out' } => {
    if (stock === null) return { is: 'in', text: t('stock.in') }
    if (stock <= 0)
      return { is: 'out', text: incoming > 0 ? t('stock.coming', { n: quantity(incoming, unit) }) : t('stock.out') }
    if (stock <= few) return { is: 'few', text: t('stock.left', { n: quantity(stock, unit) }) }
    return { is: 'in', text: brief ? t('stock.in') : t('stock.plenty', { n: quantity(stock, unit) }) }
  }
}
