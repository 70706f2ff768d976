import clsx from 'clsx'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { InputBox } from './inputs.tsx'
import { Kbd } from './Kbd.tsx'
import { useKey } from './keys.ts'

type SearchInputProps = {
  /** What is searched now, as the address says. */
  value: string
  /** Called 250 ms after the last letter, at once for Enter and the ×. */
  onSearch: (text: string) => void
  /** Its name for screen readers. */
  label: string
  placeholder?: string
  /** Whether / jumps into it; one field of a page has that. */
  hotkey?: boolean
  className?: string
}

export function SearchInput({ value, onSearch, label, placeholder, hotkey = true, className }: SearchInputProps) {
  const { t } = useTranslation('common')
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    setText(value)
  }
  useKey('/', () => input.current?.select(), { enabled: hotkey })
  useEffect(() => () => clearTimeout(timer.current), [])

  function ask(next: string, wait: number): void {
    clearTimeout(timer.current)
    setText(next)
    timer.current = setTimeout(() => {
      setKnown(next)
      onSearch(next.trim())
    }, wait)
  }

  return (
    <InputBox
      ref={input}
      type="search"
      role="searchbox"
      value={text}
      aria-label={label}
      aria-keyshortcuts={hotkey ? '/' : undefined}
      placeholder={placeholder ?? label}
      maxLength={200}
      boxClassName={clsx('search', className)}
      onChange={event => ask(event.target.value, 250)}
      onKeyDown={event => {
        if (event.key === 'Enter') ask(text, 0)
        if (event.key !== 'Escape') return
        if (text) ask('', 0)
        else input.current?.blur()
      }}
      before={<Search aria-hidden />}
      after={
        text ? (
          <button
            type="button"
            className="input-tool"
            aria-label={t('ui.clearSearch')}
            onClick={() => {
              ask('', 0)
              input.current?.focus()
            }}
          >
            <X aria-hidden />
          </button>
        ) : (
          hotkey && <Kbd hidden>/</Kbd>
        )
      }
    />
  )
}
