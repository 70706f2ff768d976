import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Empty } from '../../ui/blanks.tsx'
import { useWindowTitle } from '../../ui/PageHead.tsx'
import { useShop } from './shop.ts'

/** An address of the shop that leads nowhere. */
export default function NothingPage() {
  const { t } = useTranslation('store')
  const { t: common } = useTranslation('common')
  const { slug } = useShop()
  useWindowTitle(common('page.notFound'))
  return (
    <Empty
      page
      title={common('page.notFound')}
      actions={
        <ButtonLink kind="primary" to="/store/$slug" params={{ slug }}>
          {t('shelf.back')}
        </ButtonLink>
      }
    >
      {common('page.notFoundHint')}
    </Empty>
  )
}
