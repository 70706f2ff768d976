import { Trash2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { findPeople } from '../../../lib/people.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Combobox } from '../../../ui/Combobox.tsx'
import { Button, Field, Select, Sheet, SrOnly, TextArea, Total } from '../../../ui/index.ts'
import { type Product, sum, useLocations, useProducts } from '../orders.ts'
import { DraftLineRow } from './DraftLineRow.tsx'
import { type HowFound, ProductFinder } from './ProductFinder.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import type { DraftLine, OrderForm } from './useOrderForm.ts'

type ViewProps = {
  form: OrderForm
  /** Verb and object. */
  action: string
  /** Units that this order holds already, by product: they are free for it. */
  own?: ReadonlyMap<number, number>
  /** Above everything else, such as the choice of what it is. */
  head?: ReactNode
}

/** Lines, whom for, where, why. Made for the keyboard: code or word, Enter, quantity, Enter, and so on; Ctrl-Enter places. */
export function OrderFormView({ form, action, own, head }: ViewProps) {
  const { t } = useTranslation('orders')
  const { money } = useFormat()
  const finder = useRef<HTMLInputElement>(null)
  const [fresh, setFresh] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const { draft, fields } = form
  const products = useProducts(draft.lines.map(({ product }) => product.id))
  const now = (line: DraftLine): Product => products.get(line.product.id) ?? line.product
  const total = totalOf(
    draft.kind,
    draft.lines.map(line => ({ ...line, product: now(line) })),
  )

  function found(product: Product, how: HowFound): void {
    const key = form.add(product)
    setSaid(t('form.added', { name: product.name }))
    setFresh(how === 'list' ? key : null)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: catches Ctrl-Enter from its fields
    <div
      className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]"
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void form.submit()
      }}
    >
      <div className="grid min-w-0 gap-4">
        {head}
        <Sheet title={t('lines.title')} flush>
          <div className="px-4 pb-4">
            <ProductFinder ref={finder} onFound={found} error={fields.items?.join(' ')} />
          </div>
          <SrOnly>
            <span role="status">{said}</span>
          </SrOnly>
          <ul aria-label={t('lines.title')}>
            {draft.lines.map((line, index) => (
              <DraftLineRow
                key={line.key}
                line={line}
                product={now(line)}
                kind={draft.kind}
                own={own?.get(line.product.id) ?? 0}
                wanted={sum(
                  draft.lines
                    .filter(({ product }) => product.id === line.product.id)
                    .map(({ quantity }) => Number(quantity) || 0),
                )}
                short={form.short.get(line.product.id)}
                errors={messagesOf(fields, index)}
                isFresh={line.key === fresh}
                onQuantity={quantity => form.setQuantity(line.key, quantity)}
                onRemove={() => {
                  form.remove(line.key)
                  finder.current?.focus()
                }}
                onNext={() => finder.current?.focus()}
                removeIcon={Trash2}
              />
            ))}
          </ul>
          {draft.lines.length === 0 && (
            <p className="border-t border-border px-4 py-6 text-muted-foreground">{t('form.emptyLines')}</p>
          )}
          {draft.lines.length > 0 && total !== null && (
            <dl className="order-sums border-t border-border">
              <div className="whole as-wide">
                <dt>{t(`form.total.${draft.kind}`)}</dt>
                <dd>
                  <Total>{money(total)}</Total>
                </dd>
              </div>
            </dl>
          )}
        </Sheet>
      </div>
      <div className="grid min-w-0 gap-4 xl:sticky xl:top-4">
        <Sheet title={t('form.about')}>
          <About form={form} />
        </Sheet>
        <RefusalNote refusal={form.refusal} />
        <Button
          kind="primary"
          size="lg"
          kbd="Ctrl ↵"
          busy={form.isSaving}
          onClick={form.submit}
          className="max-desk:sticky max-desk:bottom-20"
        >
          {action}
        </Button>
      </div>
    </div>
  )
}

function About({ form }: { form: OrderForm }) {
  const { t } = useTranslation('orders')
  const can = useCan()
  const locations = useLocations()
  const { draft, change, fields } = form
  return (
    <div className="grid gap-4">
      {draft.kind === 'sale' && can('ORDER_FOR_CUSTOMER') && (
        <Field label={t('form.customer')} hint={t('form.customerHint')} error={fields.customer?.join(' ')} optional>
          <Combobox
            value={draft.customer}
            onChange={customer => change({ customer })}
            load={text => findPeople(text, 'false')}
            placeholder={t('form.customerFind')}
            clearable
          />
        </Field>
      )}
      {locations.length > 0 && (
        <Field
          label={t(`form.location.${draft.kind}`)}
          hint={t(`form.locationHint.${draft.kind}`)}
          error={fields.location?.join(' ')}
          optional
        >
          <Select
            value={draft.location ?? ''}
            onChange={event => change({ location: event.target.value ? Number(event.target.value) : null })}
          >
            <option value="">{t(`form.anywhere.${draft.kind}`)}</option>
            {locations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={t('form.note')} hint={t(`form.noteHint.${draft.kind}`)} error={fields.note?.join(' ')} optional>
        <TextArea value={draft.note} maxLength={2000} onChange={event => change({ note: event.target.value })} />
      </Field>
    </div>
  )
}

/** What the server says of the line at this place, whichever of its fields it names. */
function messagesOf(fields: Record<string, string[]>, index: number): string | undefined {
  const own = Object.entries(fields).filter(([name]) => name.startsWith(`items.${index}.`))
  return own.flatMap(([, messages]) => messages).join(' ') || undefined
}

/** At today's prices; null where one of them is not known or not to be seen. */
function totalOf(kind: 'sale' | 'restock', lines: readonly DraftLine[]): number | null {
  const amounts = lines.map(({ product, quantity }) => {
    const price = kind === 'sale' ? product.price : product.cost
    return price == null ? null : Math.round(Number(price) * (Number(quantity) || 0) * 10_000) / 10_000
  })
  return amounts.some(amount => amount === null)
    ? null
    : amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0)
}
