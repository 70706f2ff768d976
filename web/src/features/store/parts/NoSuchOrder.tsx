import { useTranslation } from '../../../lib/translation.ts'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { Empty } from '../../../ui/blanks.tsx'
import { useWindowTitle } from '../../../ui/PageHead.tsx'
import { useShop } from '../shop.ts'

/** Absent, or somebody else's: the two look alike. */
export function NoSuchOrder() {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  useWindowTitle(t('order.missing'))
  return (
    <Empty
      page
      title={t('order.missing')}
      actions={
        <ButtonLink kind="primary" to="/store/$slug/orders" params={{ slug }}>
          {t('order.back')}
        </ButtonLink>
      }
    >
      {t('order.missingText')}
    </Empty>
  )
}
