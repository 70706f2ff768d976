import clsx from 'clsx'
import { Command } from 'cmdk'
import { Check, ChevronDown, X } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { useWiring } from './Field.tsx'

export type Option = { id: string | number; label: string; hint?: string | undefined; disabled?: boolean }

type ComboboxProps<O extends Option> = {
  value: O | null | undefined
  onChange: (value: O | null) => void
  /** Finds what matches; called with '' when it opens. Only the last answer counts. */
  load: (text: string) => Promise<readonly O[]>
  placeholder?: string
  /** Can be emptied again. */
  clearable?: boolean
  disabled?: boolean
  /** Its name where no Field gives one. */
  label?: string
  id?: string
  className?: string
}

/** One of many, found by typing. */
export function Combobox<O extends Option>({
  value,
  onChange,
  load,
  placeholder,
  clearable = false,
  disabled,
  label,
  id,
  className,
}: ComboboxProps<O>) {
  const { t } = useTranslation('common')
  const [isOpen, setOpen] = useState(false)
  const listId = useId()
  const wiring = useWiring({ id })
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen} modal>
      <div className={clsx('relative min-w-0', className)}>
        <Radix.Trigger asChild>
          <button
            type="button"
            role="combobox"
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-label={label}
            disabled={disabled}
            {...wiring}
            className={clsx('input text-start', clearable && value ? 'pe-16' : 'pe-8')}
          >
            <span className={clsx('block truncate', !value && 'text-faint')}>
              {value?.label ?? placeholder ?? t('ui.combobox.choose')}
            </span>
          </button>
        </Radix.Trigger>
        <span className="pointer-events-none absolute inset-y-0 end-2.5 grid place-items-center text-muted-foreground">
          <ChevronDown aria-hidden />
        </span>
        {clearable && value && !disabled && (
          <button
            type="button"
            className="input-tool absolute inset-y-0 end-10 my-auto"
            aria-label={t('ui.combobox.clear')}
            onClick={() => onChange(null)}
          >
            <X aria-hidden />
          </button>
        )}
      </div>
      <Radix.Portal>
        <Radix.Content
          className="popover w-(--radix-popover-trigger-width) min-w-60 p-0"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          id={listId}
          aria-label={label ?? placeholder ?? t('ui.combobox.choose')}
        >
          <Finder
            load={load}
            chosen={value ?? null}
            onChoose={option => {
              setOpen(false)
              onChange(option)
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type FinderProps<O extends Option> = {
  load: (text: string) => Promise<readonly O[]>
  chosen: O | null
  onChoose: (option: O) => void
}

function Finder<O extends Option>({ load, chosen, onChoose }: FinderProps<O>) {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const { options, isLoading, hasFailed } = useFound(load, text)
  return (
    <Command shouldFilter={false} label={t('ui.combobox.search')}>
      <div className="border-b border-border p-2">
        <Command.Input
          className="input"
          value={text}
          onValueChange={setText}
          placeholder={t('ui.combobox.search')}
          maxLength={200}
          autoFocus
        />
      </div>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {options.map(option => (
          <Command.Item
            key={option.id}
            value={String(option.id)}
            className="menu-item"
            disabled={option.disabled ?? false}
            onSelect={() => onChoose(option)}
          >
            <span className="min-w-0 flex-1 py-1">
              <span className="block truncate">{option.label}</span>
              {option.hint && <small className="block truncate text-muted-foreground">{option.hint}</small>}
            </span>
            {chosen?.id === option.id && <Check aria-label={t('ui.combobox.chosen')} />}
          </Command.Item>
        ))}
      </Command.List>
      <p
        className={clsx(
          'px-3 text-12 text-muted-foreground',
          (isLoading || hasFailed || options.length === 0) && 'pb-3',
        )}
        role="status"
      >
        {hasFailed
          ? t('ui.combobox.failed')
          : isLoading && options.length === 0
            ? t('ui.loading')
            : options.length === 0
              ? t('ui.combobox.none')
              : null}
      </p>
    </Command>
  )
}

/** Asks 200 ms after the last letter; old options stay until the new ones are here. */
function useFound<O extends Option>(load: (text: string) => Promise<readonly O[]>, text: string) {
  const [found, setFound] = useState<{ options: readonly O[]; isLoading: boolean; hasFailed: boolean }>({
    options: [],
    isLoading: true,
    hasFailed: false,
  })
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    let isWanted = true
    setFound(before => ({ ...before, isLoading: true, hasFailed: false }))
    const timer = setTimeout(
      () =>
        latest.current(text.trim()).then(
          options => isWanted && setFound({ options, isLoading: false, hasFailed: false }),
          () => isWanted && setFound({ options: [], isLoading: false, hasFailed: true }),
        ),
      text ? 200 : 0,
    )
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [text])
  return found
}
