import { Menu as MenuIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'

export function MoreButton(button: ComponentProps<'button'>) {
  const { t } = useTranslation('common')
  return (
    <button type="button" {...button} className="btn" aria-label={t('shell.more')}>
      <MenuIcon aria-hidden />
    </button>
  )
}
