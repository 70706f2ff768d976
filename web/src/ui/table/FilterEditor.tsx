import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { Field } from '../Field.tsx'
import { TextInput } from '../inputs.tsx'
import type { FilterProps } from './FilterBadge.tsx'
import { patchOfValues, valuesOf } from './filters.ts'
import { OptionEditor } from './OptionEditor.tsx'
import { RangeEditor } from './RangeEditor.tsx'

export type EditorProps = FilterProps & {
  /** Closes the popover, if its opener leaves that to the editor. */ done?: () => void
}

/** The value of one filter. Choices take effect as they are made; what is typed, by Enter. */
export function FilterEditor(props: EditorProps) {
  const { filter } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [])
  return (
    <div className="data-editor" ref={box}>
      {filter.kind === 'text' ? (
        <TextEditor {...props} />
      ) : filter.kind === 'number' || filter.kind === 'date' ? (
        <RangeEditor {...props} />
      ) : (
        <OptionEditor {...props} />
      )}
    </div>
  )
}

function TextEditor({ filter, search, onSearch, done }: EditorProps) {
  const { t } = useTranslation('table')
  const [text, setText] = useState(valuesOf(filter, search)[0] ?? '')

  function apply(event: FormEvent): void {
    event.preventDefault()
    onSearch(patchOfValues(filter, text.trim() === '' ? [] : [text.trim()]))
    done?.()
  }

  return (
    <form className="grid gap-2.5" onSubmit={apply}>
      <Field label={filter.label}>
        <TextInput value={text} maxLength={200} onChange={event => setText(event.target.value)} />
      </Field>
      <Button type="submit" size="sm" kbd="↵" className="justify-self-end">
        {t('filter.apply')}
      </Button>
    </form>
  )
}
