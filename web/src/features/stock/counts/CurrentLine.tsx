import { ArrowDown, Minus, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, FieldError, NumberInput, Sku } from '../../../ui/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import { LineMark } from './LineRow.tsx'
import type { Line } from './lines.ts'
import type { SheetWork } from './useSheet.ts'

type CurrentLineProps = { line: Line; work: SheetWork; showsBooks: boolean }

/** The line under the finger: less, the number, more, next. */
export function CurrentLine({ line, work, showsBooks }: CurrentLineProps) {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const row = useRef<HTMLLIElement>(null)
  const { name, sku, unit, onHand } = line
  const { hasMoved } = work
  useEffect(() => {
    if (hasMoved) row.current?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    // On a phone the keyboard would cover the buttons; it comes when the number is pressed.
    if (matchMedia('(pointer: fine)').matches) row.current?.querySelector('input')?.select()
  }, [hasMoved])
  return (
    <li
      ref={row}
      className="flex scroll-m-24 gap-3 border-b border-border bg-spruce-soft pe-4 last:border-b-0"
      aria-current="step"
    >
      <span className="grid w-9.5 shrink-0 place-items-center border-e border-margin desk:w-11">
        <LineMark line={line} />
      </span>
      <div className="grid min-w-0 flex-1 items-center gap-3 py-3.5 desk:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex min-w-0 items-center gap-3">
          <ProductPicture product={work.products.get(line.product) ?? { name, image: null }} size={56} />
          <div className="grid min-w-0 gap-1">
            <b className="line-clamp-2 text-16 leading-tight font-semibold [overflow-wrap:anywhere]">{name}</b>
            <span className="flex min-w-0 flex-wrap items-center gap-2">
              <Sku>{sku}</Sku>
              {showsBooks && (
                <span className="text-muted-foreground">{t('count.ledgerSays', { n: quantity(onHand, unit) })}</span>
              )}
            </span>
          </div>
        </div>
        <Keys line={line} work={work} />
        {work.isWrong && (
          <div className="desk:col-start-2">
            <FieldError>{t('count.noNumber')}</FieldError>
          </div>
        )}
        <Quick name={name} work={work} />
      </div>
    </li>
  )
}

function Keys({ line: { name, unit, counted }, work }: Pick<CurrentLineProps, 'line' | 'work'>) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={event => {
        event.preventDefault()
        work.next()
      }}
    >
      <Button
        className="h-13 w-12 shrink-0 px-0 desk:w-14"
        aria-label={t('count.less')}
        icon={Minus}
        onClick={() => work.step(-1)}
      />
      <NumberInput
        aria-label={t('count.countedOf', { name })}
        boxClassName="h-13 min-w-18 flex-1 px-1 desk:w-24 desk:flex-none"
        className="type-wide w-full min-w-0 text-center! text-[1.5rem] font-bold"
        inputMode={unit === 'piece' ? 'numeric' : 'decimal'}
        placeholder={counted === null ? undefined : number(counted)}
        aria-invalid={work.isWrong || undefined}
        value={work.text}
        onValue={work.type}
        maxLength={14}
        enterKeyHint="next"
      />
      <Button
        className="h-13 w-12 shrink-0 px-0 desk:w-14"
        aria-label={t('count.more')}
        icon={Plus}
        onClick={() => work.step(1)}
      />
      <Button type="submit" kind="primary" className="h-13 w-23 shrink-0 grow text-14 desk:w-27 desk:grow-0">
        {t('count.next')}
        <ArrowDown aria-hidden />
      </Button>
    </form>
  )
}

function Quick({ name, work }: { name: string; work: SheetWork }) {
  const { t } = useTranslation('stock')
  return (
    <div className="flex flex-wrap gap-2 desk:col-start-2">
      {[6, 12].map(by => (
        <Button key={by} size="sm" className="max-desk:min-h-11" onClick={() => work.step(by)}>
          {t('count.plus', { n: by })}
        </Button>
      ))}
      <Button
        kind="bare"
        size="sm"
        className="max-desk:min-h-11"
        aria-label={t('count.noneOf', { name })}
        onClick={work.none}
      >
        {t('count.none')}
      </Button>
      <Button
        kind="bare"
        size="sm"
        className="max-desk:min-h-11"
        aria-label={t('count.skipOf', { name })}
        onClick={work.skip}
      >
        {t('count.skip')}
      </Button>
    </div>
  )
}
