import { Link } from '@tanstack/react-router'
import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { When } from '../../ui/index.ts'
import { type Field, hrefOf, useModel } from './models.ts'

type Props = { field: Pick<Field, 'type' | 'relation'>; value: unknown; company: unknown }

/** A value as its type is read; an id that leads to a record is a link to it. */
export function FieldValue({ field, value, company }: Props) {
  const { number } = useFormat()
  if (value === null || value === undefined || value === '') return <span className="text-muted-foreground">–</span>
  if (field.relation) return <Related model={field.relation} id={value} company={company} />
  if (field.type === 'boolean') return <YesNo value={value === true} />
  if (field.type === 'time') return <When iso={String(value)} />
  if (field.type === 'quantity' || field.type === 'number') return number(Number(value))
  if (field.type === 'id' || field.type === 'integer') return String(value)
  if (typeof value === 'object') return <Structure value={value} />
  return String(value)
}

function Related({ model: name, id, company }: { model: string; id: unknown; company: unknown }) {
  const model = useModel(name)
  const href = model && hrefOf(model, id, model.company_scoped ? company : undefined)
  if (!href) return String(id)
  return (
    <Link to={href} className="link">
      {String(id)}
    </Link>
  )
}

function YesNo({ value }: { value: boolean }) {
  const { t } = useTranslation('admin')
  const Icon = value ? Check : Minus
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden />
      {t(value ? 'yes' : 'no')}
    </span>
  )
}

/** Short ones in a line, others as they are sent. */
function Structure({ value }: { value: object }) {
  const text = JSON.stringify(value, null, 2)
  if (text.length < 60) return <code className="type-narrow">{JSON.stringify(value)}</code>
  return (
    <pre className="type-narrow max-h-80 overflow-auto whitespace-pre-wrap rounded-sm bg-sunk p-2 text-start">
      {text}
    </pre>
  )
}
