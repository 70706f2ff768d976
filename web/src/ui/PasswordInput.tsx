import { Eye, EyeOff, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { InputBox, type InputProps } from './inputs.tsx'

/** Can be shown, and says when Caps Lock is on. */
export function PasswordInput({ onKeyDown, onKeyUp, ...rest }: Omit<InputProps, 'type'>) {
  const { t } = useTranslation('common')
  const [isShown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState?.('CapsLock') ?? false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <>
      <InputBox
        autoComplete="current-password"
        {...rest}
        type={isShown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        onKeyDown={event => {
          watch(event)
          onKeyDown?.(event)
        }}
        onKeyUp={event => {
          watch(event)
          onKeyUp?.(event)
        }}
        after={
          <button
            type="button"
            className="input-tool"
            aria-pressed={isShown}
            aria-label={t('ui.showPassword')}
            title={t(isShown ? 'ui.hidePassword' : 'ui.showPassword')}
            onClick={() => setShown(!isShown)}
          >
            <Icon aria-hidden />
          </button>
        }
      />
      <span role="status" className="contents">
        {capsLock && (
          <span className="field-error text-warn-text">
            <TriangleAlert aria-hidden />
            {t('ui.capsLock')}
          </span>
        )}
      </span>
    </>
  )
}
