import { Moon, Sun } from 'lucide-react'
import { Bell } from '../features/notifications/parts/Bell.tsx'
import { useTranslation } from '../lib/translation.ts'
import { chooseTheme, isDark, useTheme } from './theme.ts'

/** At the end of every page's head: the bell, and light or dark. */
export function TopTools() {
  return (
    <div className="top-tools">
      <Bell className="btn btn-bare btn-icon" />
      <ThemeButton />
    </div>
  )
}

function ThemeButton() {
  const { t } = useTranslation('common')
  useTheme()
  const dark = isDark()
  return (
    <button
      type="button"
      className="btn btn-bare btn-icon"
      aria-label={t(dark ? 'shell.theme.toLight' : 'shell.theme.toDark')}
      onClick={() => chooseTheme(dark ? 'light' : 'dark')}
    >
      {dark ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </button>
  )
}
