import clsx from 'clsx'
import type { Count, CountLine } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { RouterLink, Tag, When } from '../../../ui/index.ts'
import { roles } from '../../../ui/table/roles.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import { useProducts } from '../products.ts'
import { useMovedWords } from './LineRow.tsx'

type ReviewTableProps = { count: Count; lines: readonly CountLine[] }

/** The lines as whoever approves reads them: the books, the shelf, and what is between. */
export function ReviewTable({ count, lines }: ReviewTableProps) {
  const { t } = useTranslation('stock')
  const products = useProducts(count.lines.map(({ product }) => product))
  const nameOf = useNames(lines.map(({ entered_by }) => entered_by))
  return (
    <section className="sheet" aria-label={t('count.lines')}>
      {lines.length === 0 ? (
        <p className="sheet-body text-muted-foreground">{t('review.none')}</p>
      ) : (
        <table className="ledger ledger-cards" {...roles.table} aria-label={t('count.lines')}>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.head} className="ledger-margin">
                <span className="sr-only">{t('field.state')}</span>
              </th>
              {(['product', 'books', 'shelf', 'difference', 'meanwhile', 'who'] as const).map(name => (
                <th
                  key={name}
                  scope="col"
                  {...roles.head}
                  className={clsx(['books', 'shelf', 'difference'].includes(name) && 'ledger-num')}
                >
                  {t(`field.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...roles.group}>
            {lines.map(line => (
              <Row
                key={line.product}
                line={line}
                image={products.get(line.product)?.image ?? null}
                who={line.entered_by === null ? null : nameOf(line.entered_by)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ line, image, who }: { line: CountLine; image: string | null; who: string | null }) {
  const { t } = useTranslation('stock')
  const { quantity, signed } = useFormat()
  const { product_name: name, sku, unit, counted, expected, on_hand, difference, drifted } = line
  const moved = useMovedWords(line)
  const differs = difference !== null && difference !== 0
  return (
    <tr {...roles.row}>
      <td {...roles.cell} className="ledger-margin">
        {(differs || drifted) && (
          <span className="stock-mark low" role="img" aria-label={t('count.mark.look')} title={t('count.mark.look')} />
        )}
      </td>
      <th {...roles.name} scope="row" className="card-title" style={{ maxWidth: '20rem' }}>
        <span className="thing">
          <ProductPicture product={{ name, image }} />
          <span>
            <b>
              <ProductLink id={line.product} name={name} />
            </b>
            <small>{sku}</small>
          </span>
        </span>
      </th>
      <td {...roles.cell} className="ledger-num card-more max-desk:text-start">
        <span className="text-muted-foreground desk:hidden">{t('field.books')} </span>
        {quantity(expected ?? on_hand, unit)}
        <span className="desk:hidden">
          {' · '}
          <span className="text-muted-foreground">{t('field.shelf')}</span> {quantity(counted, unit)}
        </span>
      </td>
      <td {...roles.cell} className="ledger-num">
        {quantity(counted, unit)}
      </td>
      <td {...roles.cell} className="ledger-num card-value">
        {difference === null ? (
          <span className="text-muted-foreground">{t('review.notCounted')}</span>
        ) : (
          <b className={clsx('font-semibold', differs && (difference > 0 ? 'text-success-text' : 'text-danger-text'))}>
            {differs ? signed(difference) : '0'}
          </b>
        )}
      </td>
      <td {...roles.cell} className={clsx(drifted && 'card-wide')}>
        {drifted ? <Tag tone="warn">{moved}</Tag> : <span className="text-muted-foreground">–</span>}
      </td>
      <td {...roles.cell}>
        {who ?? '–'} {who && <When iso={line.entered_at} className="text-muted-foreground" />}
      </td>
    </tr>
  )
}

function ProductLink({ id, name }: { id: number; name: string }) {
  const can = useCan()
  if (!can('VIEW_PRODUCTS')) return name
  return (
    <RouterLink
      className="hover:underline"
      to="/app/products/$id"
      params={{ id: String(id) }}
      search={{ tab: 'history' }}
    >
      {name}
    </RouterLink>
  )
}
