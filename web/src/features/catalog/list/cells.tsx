import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { readDecimal, separatorOf } from '../../../ui/decimals.ts'
import { EditableCell } from '../../../ui/table/index.ts'
import { type Changes, changeProduct, explained, forgetLists } from '../changes.ts'

/** The price, changed where it stands. */
export function PriceCell({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const { money, currencySign, locale } = useFormat()
  const save = useSaveCell(product)
  const { name } = product
  return (
    <EditableCell<string>
      value={product.price}
      label={t('cell.price', { name })}
      format={money}
      prefix={currencySign()}
      parse={text => amountIn(text, locale)}
      invalid={t('cell.priceInvalid')}
      save={price => save({ price })}
      said={price => t('cell.priceSaid', { name, price: money(price) })}
    />
  )
}

/** The reorder point; emptied, the product is not watched. */
export function ReorderCell({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const { quantity, locale } = useFormat()
  const save = useSaveCell(product)
  const { name } = product
  const shown = (point: number | null) => quantity(point, product.unit)
  return (
    <EditableCell<number | null>
      value={product.reorder_point}
      label={t('cell.reorder', { name })}
      format={shown}
      parse={text => pointIn(text, locale)}
      invalid={t('cell.reorderInvalid')}
      save={reorder_point => save({ reorder_point })}
      said={point =>
        point === null ? t('cell.reorderNone', { name }) : t('cell.reorderSaid', { name, point: shown(point) })
      }
    />
  )
}

function useSaveCell(product: Product): (changes: Changes) => Promise<Product> {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  return async changes => {
    try {
      const saved = await changeProduct(product, changes)
      void forgetLists()
      return saved
    } catch (error) {
      throw explained(error, t, format)
    }
  }
}

function amountIn(text: string, locale: string): string | undefined {
  const read = readDecimal(text, separatorOf(locale))
  return /^\d+(\.\d+)?$/.test(read) ? read : undefined
}

function pointIn(text: string, locale: string): number | null | undefined {
  if (text.trim() === '') return null
  const read = amountIn(text, locale)
  return read === undefined ? undefined : Number(read)
}
