import clsx from 'clsx'
import { ChevronDown, Moon, Sun } from 'lucide-react'
import { useTranslation } from '../lib/translation.ts'
import { chooseLanguage, type Language, languages } from './i18n.ts'
import { chooseTheme, isDark, useTheme } from './theme.ts'

/** For whoever is not signed in: the language, and light or dark. `onSpine` where it stands on the cloth. */
export function SiteTools({ onSpine = false, className }: { onSpine?: boolean; className?: string }) {
  const { t, i18n } = useTranslation('common')
  useTheme()
  const dark = isDark()
  const look = clsx(
    'btn btn-bare',
    onSpine && 'text-sidebar-foreground hover:bg-sidebar-accent active:bg-sidebar-accent',
  )
  return (
    <div className={clsx('flex items-center gap-1', className)}>
      <span className="relative inline-flex items-center">
        <select
          className={clsx(look, 'appearance-none pe-7')}
          aria-label={t('shell.language')}
          value={i18n.language}
          onChange={event => void chooseLanguage(event.target.value as Language)}
        >
          {Object.entries(languages).map(([code, name]) => (
            <option key={code} value={code} lang={code} className="bg-card text-foreground">
              {name}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute end-2 size-3.5" />
      </span>
      <button
        type="button"
        className={clsx(look, 'btn-icon', onSpine && '[&>.lucide]:text-current')}
        aria-label={t(dark ? 'shell.theme.toLight' : 'shell.theme.toDark')}
        onClick={() => chooseTheme(dark ? 'light' : 'dark')}
      >
        {dark ? <Sun aria-hidden /> : <Moon aria-hidden />}
      </button>
    </div>
  )
}
