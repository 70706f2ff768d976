import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from '../../lib/translation.ts'
import { useMeta } from '../accounts/parts/meta.ts'

const presets = ['store', 'stockroom', 'controlled'] as const

/** The three presets as the three kinds of company that they are for. */
export function Beginnings() {
  const { t } = useTranslation('site')
  const canRegister = useMeta()?.signup !== 'closed'
  return (
    <section aria-labelledby="beginnings" className="mx-auto w-full max-w-[1200px] px-4 py-12 desk:px-7 desk:py-20">
      <h2 id="beginnings" className="type-wide text-22 leading-[1.2] tracking-[-0.015em] desk:text-26">
        {t('begin.title')}
      </h2>
      <p className="mt-3 mb-6 max-w-[60ch] text-16 leading-[1.55] text-muted-foreground desk:mb-8">{t('begin.text')}</p>
      <ul className="grid gap-4 min-[960px]:grid-cols-3">
        {presets.map(preset => (
          <li key={preset} className="sheet flex flex-col gap-3 p-5">
            <h3 className="type-wide text-16 font-bold">{t(`begin.${preset}.title`)}</h3>
            <p className="leading-[1.55] text-muted-foreground">{t(`begin.${preset}.text`)}</p>
            <ul className="grid gap-1.5 border-t border-border pt-3">
              {(['1', '2', '3'] as const).map(line => (
                <li key={line} className="flex gap-2.5">
                  <i aria-hidden className="mt-[0.45em] h-2 w-0.5 flex-none rounded-sm bg-brass" />
                  {t(`begin.${preset}.${line}`)}
                </li>
              ))}
            </ul>
            {canRegister && (
              <Link
                to="/register"
                search={{ preset }}
                className="link mt-auto inline-flex min-h-6 items-center gap-1.5 pt-2 max-desk:min-h-11 max-desk:pt-0"
              >
                {t(`begin.${preset}.go`)}
                <ArrowRight aria-hidden className="rtl:-scale-x-100" />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
