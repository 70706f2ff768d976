import { useTranslation } from 'react-i18next'
import { SiteTools } from '../../../app/SiteTools.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'

/** Whose shop it is, the language, light or dark; and once, small, with what it is kept. */
export function Footer({ name }: { name: string | null }) {
  const { t } = useTranslation('store')
  return (
    <footer className="no-print border-t border-border text-13 text-muted-foreground">
      <div className="shop-inner flex min-h-15 flex-wrap items-center gap-x-7 gap-y-2 max-desk:py-4">
        {name && <span className="max-w-80 truncate">{name}</span>}
        <RouterLink to="/contact" className="link inline-flex min-h-6 items-center">
          {t('footer.write')}
        </RouterLink>
        <SiteTools className="ms-auto max-desk:-ms-3" />
        <span className="inline-flex items-center gap-2">
          <Mark size={16} />
          {t('footer.kept')}
        </span>
      </div>
    </footer>
  )
}
