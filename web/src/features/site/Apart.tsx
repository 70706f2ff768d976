import { Clock3, type LucideIcon, Scale, Workflow } from 'lucide-react'
import { useTranslation } from '../../lib/translation.ts'

const points: readonly [string, LucideIcon][] = [
  ['apart', Workflow],
  ['oversell', Scale],
  ['live', Clock3],
]

/** Three things that are proven rather than shown. */
export function Apart() {
  const { t } = useTranslation('site')
  return (
    <section aria-labelledby="apart" className="mx-auto w-full max-w-[1200px] px-4 pt-12 desk:px-7 desk:pt-20">
      <h2 id="apart" className="type-wide mb-6 text-22 leading-[1.2] tracking-[-0.015em] desk:mb-8 desk:text-26">
        {t('apart.title')}
      </h2>
      <ul className="grid gap-x-10 gap-y-7 min-[960px]:grid-cols-3">
        {points.map(([key, Icon]) => (
          <li key={key} className="grid content-start gap-2 border-t-2 border-foreground pt-4">
            <h3 className="flex items-center gap-2.5 text-16 font-bold">
              <Icon aria-hidden className="text-link" />
              {t(`apart.${key}.title`)}
            </h3>
            <p className="leading-[1.55] text-muted-foreground">{t(`apart.${key}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
