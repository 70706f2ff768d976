import { useNavigate } from '@tanstack/react-router'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { loadTexts } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import type { Page } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/toast.ts'
import { useScanner } from './useScanner.ts'

/** A scan anywhere in the console opens its product, unless a field for codes has the focus. Once, in the console's shell. */
export function ScannerListener() {
  const { i18n } = useTranslation('common')
  const can = useCan()
  const navigate = useNavigate()
  useScanner(({ code, field }) => {
    if (field === null) void open(code)
  }, can('VIEW_PRODUCTS'))
  return null

  async function open(code: string): Promise<void> {
    await loadTexts('catalog')
    const t = i18n.getFixedT(null, 'catalog')
    try {
      const { results, count } = await api.get<Page<Product>>('/api/products/', { barcode: code, page_size: 2 })
      const [first] = results
      if (count > 1) return void navigate({ to: '/app/products', search: { barcode: code } } as never)
      if (first) return void navigate({ to: '/app/products/$id', params: { id: String(first.id) } } as never)
      const add = {
        label: t('scan.add'),
        press: () => navigate({ to: '/app/products', search: { new: 1, code } } as never),
      }
      toast(t('scan.unknown', { code }), can('CREATE_PRODUCT') ? { action: add, lasts: 8000 } : {})
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast.error(t('scan.failed', { code }))
    }
  }
}
