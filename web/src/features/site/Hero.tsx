import { useMaybeMe } from '../../app/session.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink } from '../../ui/index.ts'
import { useMeta } from '../accounts/parts/meta.ts'
import { placeOf } from '../accounts/parts/whereTo.ts'
import { Decision } from './Decision.tsx'

const onCloth =
  'border-sidebar-border bg-transparent text-sidebar-foreground hover:bg-sidebar-accent active:bg-sidebar-accent'

/** By day the sheet stands out on the cloth, by night only spruce does. */
const strongest = 'dark:border-primary dark:bg-primary dark:text-primary-foreground'

export function Hero() {
  const { t } = useTranslation('site')
  return (
    <section className="bg-spine text-sidebar-foreground">
      <div className="mx-auto grid w-full max-w-[1200px] items-center gap-x-14 gap-y-9 px-4 pt-8 pb-12 desk:px-7 desk:pt-14 desk:pb-20 min-[960px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="grid gap-5">
          <h1 className="text-[1.625rem] leading-[1.12] font-[620] tracking-[-0.022em] desk:text-[2.5rem]">
            {t('hero.line1')}
            <br />
            {t('hero.line2')}
          </h1>
          <p className="max-w-[44ch] text-16 leading-[1.55] text-sidebar-muted">{t('hero.text')}</p>
          <Ways />
        </div>
        <Decision />
      </div>
    </section>
  )
}

function Ways() {
  const { t } = useTranslation('site')
  const me = useMaybeMe()
  const isOpen = useMeta()?.signup !== 'closed'
  return (
    <div className="flex flex-wrap gap-3">
      {me ? (
        <ButtonLink to={placeOf(me)} size="lg">
          {t('header.open', { company: me.tenant.name })}
        </ButtonLink>
      ) : (
        <>
          {isOpen && (
            <ButtonLink to="/register" size="lg" className={strongest}>
              {t('hero.register')}
            </ButtonLink>
          )}
          <ButtonLink to="/login" size="lg" className={onCloth}>
            {t('header.signIn')}
          </ButtonLink>
          <p className="basis-full pt-2 text-12 text-sidebar-muted">{t('hero.note')}</p>
        </>
      )}
    </div>
  )
}
