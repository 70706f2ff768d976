import clsx from 'clsx'
import { Check, CloudUpload, TriangleAlert } from 'lucide-react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button } from '../../../ui/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import type { Line } from './lines.ts'

type LineRowProps = { line: Line; product: Product | undefined; showsBooks: boolean; open: () => void }

/** A line that is not under the finger: what was counted of it, and whether to look again. */
export function LineRow({ line, product, showsBooks, open }: LineRowProps) {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const { name, unit, counted } = line
  const isOpen = counted === null && line.refused === undefined
  return (
    <li className="relative flex min-h-15 items-stretch gap-3 border-b border-border pe-4 last:border-b-0 hover:bg-hover">
      <span className="grid w-9.5 shrink-0 place-items-center border-e border-margin desk:w-11">
        <LineMark line={line} />
      </span>
      <ProductPicture product={product ?? { name, image: null }} size={40} className="self-center" />
      <span className="min-w-0 flex-1 self-center py-2">
        {isOpen ? (
          <button type="button" className="block w-full text-start after:absolute after:inset-0" onClick={open}>
            <Name name={name} />
          </button>
        ) : (
          <Name name={name} />
        )}
        <Second line={line} showsBooks={showsBooks} />
      </span>
      {counted !== null && (
        <b className="type-wide min-w-7 self-center text-end text-[1.125rem] font-semibold">
          {quantity(counted, unit)}
        </b>
      )}
      {!isOpen && (
        <Button
          size="sm"
          className="self-center max-desk:min-h-11"
          aria-label={t('count.recountOf', { name })}
          onClick={open}
        >
          {t('count.recount')}
        </Button>
      )}
    </li>
  )
}

const Name = ({ name }: { name: string }) => (
  <b className="line-clamp-2 leading-tight font-semibold [overflow-wrap:anywhere]">{name}</b>
)

/** Its shape says it, the word is for those who hear it. */
export function LineMark({ line: { counted, difference, drifted, isWaiting, refused } }: { line: Line }) {
  const { t } = useTranslation('stock')
  if (refused !== undefined) return <TriangleAlert className="text-danger-text" aria-label={t('count.mark.refused')} />
  if (isWaiting) return <CloudUpload className="text-muted-foreground" aria-label={t('count.mark.waiting')} />
  if (counted === null) return null
  if (difference !== 0 || drifted)
    return <span className="stock-mark low" role="img" aria-label={t('count.mark.look')} title={t('count.mark.look')} />
  return <Check className="text-success-text" aria-label={t('count.mark.matches')} />
}

function Second({ line, showsBooks }: { line: Line; showsBooks: boolean }) {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const { sku, unit, counted, difference, drifted, refused, isWaiting, onHand } = line
  const movedWords = useMovedWords(line)
  const tells = refused ?? (drifted && counted !== null ? movedWords : undefined)
  const differs = counted !== null && difference !== null && difference !== 0
  const books = t('count.ledgerSays', { n: quantity(onHand, unit) })
  return (
    <small
      className={clsx(
        'block [overflow-wrap:anywhere] text-12',
        refused ? 'text-danger-text' : differs || tells ? 'text-warn-text' : 'text-muted-foreground',
      )}
    >
      {tells ??
        (differs
          ? t('count.onceMore', { n: quantity(counted - difference, unit) })
          : isWaiting
            ? t('count.waiting', { sku })
            : counted !== null
              ? t('count.matches', { sku })
              : showsBooks
                ? `${sku} · ${books}`
                : sku)}
    </small>
  )
}

/** By how much it moved since the count began. */
export function useMovedWords({ moved, unit }: Pick<Line, 'moved' | 'unit'>): string {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  if (moved === 0) return t('count.cameAndWent')
  return t(moved > 0 ? 'count.came' : 'count.went', { n: quantity(Math.abs(moved), unit), count: Math.abs(moved) })
}
