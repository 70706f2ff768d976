import { useMaybeMe } from '../../app/session.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink, Mark } from '../../ui/index.ts'
import { useMeta } from '../accounts/parts/meta.ts'

export function Closing() {
  const { t } = useTranslation('site')
  const me = useMaybeMe()
  const isOpen = useMeta()?.signup !== 'closed'
  return (
    <section aria-labelledby="closing" className="border-t border-border bg-card">
      <div className="mx-auto flex w-full max-w-[1200px] flex-wrap items-center gap-x-8 gap-y-5 px-4 py-10 desk:px-7 desk:py-14">
        <Mark size={44} />
        <div className="min-w-0 flex-[1_1_22rem]">
          <h2 id="closing" className="type-wide text-20 tracking-[-0.01em]">
            {t('closing.title')}
          </h2>
          <p className="mt-1 text-muted-foreground">{t('closing.text')}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/contact" size="lg">
            {t('closing.contact')}
          </ButtonLink>
          {!me && isOpen && (
            <ButtonLink to="/register" size="lg" kind="primary">
              {t('hero.register')}
            </ButtonLink>
          )}
        </div>
      </div>
    </section>
  )
}
