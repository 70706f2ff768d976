import type { ReactNode } from 'react'
import { KeyValues } from '../../ui/index.ts'
import { FieldValue } from './FieldValue.tsx'
import { type Field, fieldIn, type Model, type Row } from './models.ts'
import { useWords } from './words.ts'

type Props = { model: Model; row: Row; company: unknown; without?: readonly string[] }

/** What the form does not show; everything where there is no form. What there is nothing to say of is left out. */
export function Facts(props: Props) {
  return <KeyValues className="wrap-anywhere" items={useFacts(props)} />
}

/** The same where there is room for it: the names above, several beside each other. */
export function WideFacts(props: Props) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 wrap-anywhere desk:grid-cols-4">
      {useFacts(props).map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-12 text-muted-foreground">{name}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function useFacts({ model, row, company, without = [] }: Props): [name: string, value: ReactNode][] {
  const words = useWords()
  return model.fields
    .filter(field => isSaid(model, field) && !without.includes(field.name) && !isEmpty(row[field.name]))
    .filter(({ name }) => !isSaidTwice(name, row))
    .map(field => [
      words.field(field, model.name),
      <FieldValue
        key={field.name}
        field={fieldIn(field, row)}
        value={row[field.name]}
        company={company}
        model={model.name}
      />,
    ])
}

function isSaid({ can, title }: Model, { name, shown, on_update }: Field): boolean {
  return shown && name !== title && !unsaid.has(name) && !(can.update && on_update)
}

/** A row that has a name and the id behind it is read by one of them: by the link, but to what has no page. */
function isSaidTwice(name: string, row: Row): boolean {
  const whose = name.replace(/_(user)?name$/, '')
  if (whose !== name) return !isEmpty(row[whose])
  return name.endsWith('_location') && !isEmpty(row[name.replace('_location', '_name')])
}

/** Beside the name already; or for programs: which change of a record this is, and what may be done with it now. */
const unsaid: ReadonlySet<string> = new Set(['status', 'version', 'abilities'])

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
