import { Menu as MenuIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from '../lib/translation.ts'

export function MoreButton(button: ComponentProps<'button'>) {
  const { t } = useTranslation('console')
  return (
    <button type="button" {...button} className="btn" aria-label={t('shell.more')}>
      <MenuIcon aria-hidden />
    </button>
  )
}
