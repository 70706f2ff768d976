import type { ReactNode } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Total } from '../../../ui/figures.tsx'
import type { Order } from '../orders.ts'
import './paper.css'

type Column = 'product' | 'sku' | 'quantity' | 'price' | 'amount'

type PaperProps = {
  order: Order
  company: string
  /** Whose it is, where the reader may know. */
  customer?: string | undefined
  /** The reader's words: staff and customers are told differently. */
  words: Record<'title' | 'head' | 'for' | 'note' | 'total' | 'foot' | Column, string>
}

/** An order as it is printed. A restock's prices are costs: its paper bears none, whoever prints it. */
export function Paper({ order, company, customer, words }: PaperProps) {
  const format = useFormat()
  const isPriced = order.kind === 'sale'
  const figures: Column[] = isPriced ? ['quantity', 'price', 'amount'] : ['quantity']
  return (
    <article className="paper" aria-label={words.title}>
      <PaperHead order={order} company={company} title={words.head} />
      <div className="paper-facts">
        {customer !== undefined && (
          <Fact title={words.for}>
            <p>{customer}</p>
          </Fact>
        )}
        {order.note && (
          <Fact title={words.note}>
            <p className="whitespace-pre-line">{order.note}</p>
          </Fact>
        )}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.product}</th>
            <th scope="col" className="sku-column">
              {words.sku}
            </th>
            {figures.map(column => (
              <th key={column} scope="col" className="num">
                {words[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.items.map(item => (
            <tr key={item.id}>
              <td>{item.name}</td>
              <td className="sku-column type-narrow">{item.sku}</td>
              <td className="num">{format.number(item.quantity)}</td>
              {isPriced && <td className="num">{format.money(item.unit_price)}</td>}
              {isPriced && <td className="num">{format.money(item.total_price)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {isPriced && (
        <p className="paper-total">
          {words.total} <Total>{format.money(order.total_price)}</Total>
        </p>
      )}
      <p className="paper-foot">{words.foot}</p>
    </article>
  )
}

function PaperHead({ order, company, title }: { order: Order; company: string; title: string }) {
  const { t } = useTranslation('common')
  const format = useFormat()
  return (
    <div className="paper-head">
      <b className="paper-company">{company}</b>
      <div>
        <h2>{title}</h2>
        <p>
          #{order.number} · {format.dateTime(order.created_at)}
          <br />
          {t(`states.${order.status}`)}
        </p>
      </div>
    </div>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  )
}
