import { SiteTools } from '../../../app/SiteTools.tsx'
import { useTranslation } from '../../../lib/translation.ts'
import { Mark } from '../../../ui/Mark.tsx'

type Props = {
  name: string | null
  /** The shop's own address: what is written there goes to the shop, here it would go to the platform. */
  domain?: string | undefined
}

/** Whose shop it is, the language, light or dark; and once, small, with what it is kept. */
export function Footer({ name, domain }: Props) {
  const { t } = useTranslation('store')
  return (
    <footer className="no-print border-t border-border text-13 text-muted-foreground">
      <div className="shop-inner flex min-h-15 flex-wrap items-center gap-x-7 gap-y-2 max-desk:gap-y-0 max-desk:py-3">
        {name && <span className="max-w-80 truncate">{name}</span>}
        {name && (
          <a href={contactAt(domain)} className="link inline-flex min-h-6 items-center max-desk:min-h-11">
            {t('footer.write')}
          </a>
        )}
        <SiteTools className="ms-auto max-desk:-ms-3" />
        <span className="inline-flex items-center gap-2 max-desk:min-h-11">
          <Mark size={16} />
          {t('footer.kept')}
        </span>
      </div>
    </footer>
  )
}

function contactAt(domain = location.hostname): string {
  return domain === location.hostname ? '/contact' : `//${domain}${location.port && `:${location.port}`}/contact`
}
