import { type FormEvent, useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { readDecimal, separatorOf } from '../decimals.ts'
import { Field } from '../Field.tsx'
import { TextInput } from '../inputs.tsx'
import type { EditorProps } from './FilterEditor.tsx'
import { boundsOf, patchOfBounds } from './filters.ts'

/** From and to, either may stay empty. Dates have the periods that people ask for most. */
export function RangeEditor({ filter, search, onSearch, done }: EditorProps) {
  const { t } = useTranslation('table')
  const { locale } = useFormat()
  const [bounds, setBounds] = useState(boundsOf(filter, search))
  const [isRefused, setRefused] = useState(false)
  const isDate = filter.kind === 'date'

  function apply(next: typeof bounds): void {
    setBounds(next)
    onSearch(patchOfBounds(filter, next))
    done?.()
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    const read = (text: string) => (isDate ? text : readDecimal(text, separatorOf(locale)))
    const next = { low: read(bounds.low), high: read(bounds.high) }
    const isGood = isDate || [next.low, next.high].every(text => /^(-?\d+(\.\d+)?)?$/.test(text))
    setRefused(!isGood)
    if (isGood) apply(next)
  }

  const field = (side: 'low' | 'high', label: string) => (
    <Field label={label}>
      <TextInput
        type={isDate ? 'date' : 'text'}
        inputMode={isDate ? undefined : 'decimal'}
        value={bounds[side]}
        onChange={event => setBounds({ ...bounds, [side]: event.target.value })}
      />
    </Field>
  )

  return (
    <form className="grid gap-2.5" onSubmit={submit} aria-label={filter.label}>
      {isDate && (
        <div className="flex flex-wrap gap-1.5">
          {periods.map(({ id, days }) => (
            <Button key={id} size="sm" onClick={() => apply(lastDays(days))}>
              {t(`filter.periods.${id}`)}
            </Button>
          ))}
        </div>
      )}
      <div className="grid grid-cols-2 gap-2 [&:has([type=date])]:grid-cols-1">
        {field('low', t('filter.low'))}
        {field('high', t('filter.high'))}
      </div>
      {isRefused && (
        <p className="field-error" role="alert">
          {t('filter.noNumber')}
        </p>
      )}
      <Button type="submit" size="sm" kbd="↵" className="justify-self-end">
        {t('filter.apply')}
      </Button>
    </form>
  )
}

const periods = [
  { id: 'today', days: 1 },
  { id: 'week', days: 7 },
  { id: 'month', days: 30 },
] as const

function lastDays(days: number): { low: string; high: string } {
  const [from, to] = [new Date(), new Date()]
  from.setDate(from.getDate() - days + 1)
  return { low: dayOf(from), high: dayOf(to) }
}

// The Swedish way of writing a date is the one of date fields.
const dayOf = (date: Date): string => date.toLocaleDateString('sv-SE')
