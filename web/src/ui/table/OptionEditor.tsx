import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { TextInput } from '../inputs.tsx'
import type { EditorProps } from './FilterEditor.tsx'
import { patchOfValues, takesSeveral, valuesOf } from './filters.ts'
import type { Filter, Option } from './types.ts'
import { useLabels } from './useLabels.ts'

/** So many are seen at a glance; above that a field finds them. */
const glance = 8

/** One of several, or several of many; those of a relation are asked from the server while one types. */
export function OptionEditor({ table, filter, search, onSearch }: EditorProps) {
  const { t } = useTranslation('table')
  const group = useId()
  const [text, setText] = useState('')
  const { options, isSearchable } = useOptions(table, filter, text)
  const values = valuesOf(filter, search)
  const labels = useLabels(table, [filter], search)[filter.id] ?? {}
  const several = takesSeveral(filter)
  const kept = values.filter(value => !options.some(option => option.value === value) && text === '')
  const shown: Option[] = [...kept.map(value => ({ value, label: labels[value] ?? value })), ...options]

  function choose({ value }: Option): void {
    const others = values.filter(one => one !== value)
    const next = several ? (others.length < values.length ? others : [...values, value]) : [value]
    onSearch(patchOfValues(filter, next))
  }

  return (
    <>
      {isSearchable && (
        <TextInput
          type="search"
          value={text}
          aria-label={t('filter.find', { field: filter.label })}
          placeholder={t('filter.find', { field: filter.label })}
          onChange={event => setText(event.target.value)}
        />
      )}
      <fieldset className="data-editor-list">
        <legend className="sr-only">{filter.label}</legend>
        {shown.map(option => (
          <label key={option.value} className="choice">
            <input
              type={several ? 'checkbox' : 'radio'}
              className={several ? 'checkbox' : 'radio'}
              name={group}
              checked={values.includes(option.value)}
              onChange={() => choose(option)}
            />
            <span className="min-w-0">
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
        {shown.length === 0 && <p className="px-2 text-muted-foreground">{t('filter.nothing')}</p>}
      </fieldset>
    </>
  )
}

/** What is offered: the declared options that contain the text, or what the server finds for it. */
function useOptions(table: string, filter: Filter, text: string): { options: Option[]; isSearchable: boolean } {
  const { t } = useTranslation('table')
  const asked = useDeferredValue(text.trim())
  const { data: found = [] } = useQuery({
    queryKey: ['table', table, filter.id, 'options', asked],
    queryFn: () => filter.load?.(asked) ?? [],
    enabled: filter.load !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  if (filter.load) return { options: found, isSearchable: true }
  const { yes = t('filter.yes'), no = t('filter.no') } = filter.words ?? {}
  const yesAndNo = [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
  const all = filter.kind === 'yesno' ? yesAndNo : (filter.options ?? [])
  const options = all.filter(({ label }) => label.toLocaleLowerCase().includes(asked.toLocaleLowerCase()))
  return { options, isSearchable: all.length > glance }
}
