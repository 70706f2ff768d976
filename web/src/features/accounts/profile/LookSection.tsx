import { chooseLanguage, type Language, languages } from '../../../app/i18n.ts'
import { chooseDensity, chooseTheme, type Density, type Theme, useDensity, useTheme } from '../../../app/theme.ts'
import { api } from '../../../lib/api.ts'
import { useSave } from '../../../lib/save.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, Segmented, Select, Sheet, toast } from '../../../ui/index.ts'
import { renewMe } from '../renewMe.ts'

const themes: readonly Theme[] = ['light', 'dark', 'system']
const densities: readonly Density[] = ['roomy', 'compact']

export function LookSection() {
  const { t, i18n } = useTranslation('accounts')
  const [theme, density] = [useTheme(), useDensity()]
  const keep = useLanguage()
  return (
    <Sheet title={t('look.title')}>
      <div className="grid gap-4">
        <Field label={t('look.language')} hint={t('look.languageHint')}>
          <Select
            value={i18n.language}
            onChange={event => void keep(event.target.value as Language)}
            className="max-w-[260px]"
          >
            {Object.entries(languages).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <div className="flex flex-wrap gap-x-8 gap-y-4">
          <Field group label={t('look.theme')}>
            <Segmented
              value={theme}
              onChange={chooseTheme}
              options={themes.map(value => ({ value, label: t(`look.themes.${value}`) }))}
            />
          </Field>
          <Field group label={t('look.density')}>
            <Segmented
              value={density}
              onChange={chooseDensity}
              options={densities.map(value => ({ value, label: t(`look.densities.${value}`) }))}
            />
          </Field>
        </div>
        <p className="field-hint">{t('look.here')}</p>
      </div>
    </Sheet>
  )
}

/** The page speaks it at once; when it cannot be kept, the page goes back and says so. */
function useLanguage() {
  const { t, i18n } = useTranslation('accounts')
  const { mutateAsync } = useSave((locale: Language) => api.patch('/api/profile/', { locale }), {
    invalidates: ['/api/profile/'],
    done: renewMe,
    failed: error => toast.error(t('look.notKept', { why: error.message })),
  })
  return async (language: Language) => {
    const before = i18n.language as Language
    await chooseLanguage(language)
    await mutateAsync(language).catch(() => chooseLanguage(before))
  }
}
