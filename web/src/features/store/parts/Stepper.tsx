import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { isMeasured } from '../../../lib/units.ts'
import { readDecimal, separatorOf } from '../../../ui/decimals.ts'
import { inThousandths } from '../cartLines.ts'

type StepperProps = { name: string; unit: string; value: number; onChange: (value: number) => void; disabled?: boolean }

const most = 1_000_000

/** One less, the number to type over, one more. Measures go by halves. */
export function Stepper({ name, unit, value, onChange, disabled = false }: StepperProps) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { locale, number } = useFormat()
  const [typed, setTyped] = useState<string | null>(null)
  const step = isMeasured(unit) ? 0.5 : 1
  const less = inThousandths(value - step)
  const take = () => {
    if (typed === null) return
    setTyped(null)
    const given = Number(readDecimal(typed, separatorOf(locale)))
    if (given > 0) onChange(Math.min(most, isMeasured(unit) ? inThousandths(given) : Math.max(1, Math.round(given))))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend that this has not
    <div className="stepper" role="group" aria-label={t('quantity.of', { name })}>
      <button
        type="button"
        aria-label={t('quantity.less')}
        disabled={disabled || less <= 0}
        onClick={() => onChange(less)}
      >
        <Minus aria-hidden />
      </button>
      <input
        className="h-10.5 w-14 bg-transparent max-desk:h-11 max-desk:w-11 text-center font-semibold"
        aria-label={t('quantity.of', { name })}
        inputMode={isMeasured(unit) ? 'decimal' : 'numeric'}
        autoComplete="off"
        maxLength={12}
        disabled={disabled}
        value={typed ?? number(value)}
        onFocus={event => event.target.select()}
        onChange={event => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={event => event.key === 'Enter' && take()}
      />
      <button
        type="button"
        aria-label={t('quantity.more')}
        disabled={disabled || value >= most}
        onClick={() => onChange(inThousandths(value + step))}
      >
        <Plus aria-hidden />
      </button>
    </div>
  )
}
