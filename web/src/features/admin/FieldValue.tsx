import { Link } from '@tanstack/react-router'
import { Check, Minus } from 'lucide-react'
import { type Format, useFormat } from '../../lib/format.ts'
import { KeyValues, Money, When } from '../../ui/index.ts'
import { deviceOf } from '../accounts/device.ts'
import { type Field, hrefOf, type Model, type Part, type Row, titleFieldOf, useModel } from './models.ts'
import { useTitle } from './related.ts'
import { isStatus, Status } from './Status.tsx'
import { at } from './values.ts'
import { useWords, type Words } from './words.ts'

type Props = {
  field: Pick<Field, 'name' | 'type' | 'relation' | 'choices'> & { parts?: Part[] | null }
  value: unknown
  company: unknown
  /** Whose field it is, where a word of it says more there. */
  model?: string
}

/** A value as its type is read; an id that leads to a record is its name, and a link to it. */
export function FieldValue({ field, value, company, model = '' }: Props) {
  const { number } = useFormat()
  const { name, type, relation, choices, parts } = field
  const words = useWords()
  if (value === null || value === undefined || value === '') return <None />
  if (name === 'role' && typeof value === 'string') return words.role(value)
  if (relation) return <Related model={relation} id={value} company={company} />
  if (name === 'image')
    return <img src={String(value)} alt="" className="inline-block size-16 rounded-md object-cover" />
  if (name === 'user_agent') return <Device userAgent={String(value)} />
  if (isStatus(name)) return <Status value={String(value)} field={name} model={model} />
  if (choices || worded.has(name)) return words.choice(String(value), name, model)
  if (type === 'boolean') return <YesNo value={value === true} />
  if (type === 'time') return <When iso={String(value)} />
  if (type === 'money') return <Money amount={value as string} />
  if (type === 'quantity' || type === 'number') return number(Number(value))
  if (parts && typeof value === 'object') return <Parts name={name} parts={parts} value={value} company={company} />
  if (Array.isArray(value)) return <Things things={value} />
  if (typeof value === 'object') return <Structure value={value} />
  return String(value)
}

/** Plain texts that are words of the server's own. */
const worded: ReadonlySet<string> = new Set(['object_type', 'kind', 'action', 'ended_because', 'group'])

/** What it is, as far as it says so; all that it says on hover. */
function Device({ userAgent }: { userAgent: string }) {
  const { browser, system } = deviceOf(userAgent)
  const known = [browser, system].filter(Boolean).join(', ')
  return <span title={userAgent}>{known || userAgent}</span>
}

const None = () => <span className="text-muted-foreground">–</span>

/** What people know a record by; of a record that is about another, that one's name. */
export function Title({ model, row, company }: { model: Model; row: Row; company: unknown }) {
  return useTitleText(model, row, company)
}

/** The same as text. Numbers get the noun before them: "Order 6". */
export function useTitleText(model: Model, row: Row, company: unknown): string {
  const words = useWords()
  const field = titleFieldOf(model)
  const value = row[field.name] ?? row[model.key]
  const related = useModel(field.relation)
  const title = useTitle(related, value, company)
  if (model.name === 'roles') return words.role(String(value))
  if (worded.has(field.name)) return words.choice(String(value), field.name, model.name)
  if (field.relation) return title === undefined ? '…' : (title ?? `#${value}`)
  return numbered(words.one(model), value)
}

const numbered = (noun: string, title: unknown): string =>
  /^\d+$/.test(String(title)) ? `${noun} ${title}` : String(title)

function Related({ model: name, id, company }: { model: string; id: unknown; company: unknown }) {
  const words = useWords()
  const model = useModel(name)
  const title = useTitle(model, id, company)
  const href = model && hrefOf(model, id, company)
  const text = title && model ? numbered(words.one(model), title) : title === undefined ? '…' : `#${id}`
  if (!href || title === null) return text
  return (
    <Link to={href} className="link">
      {text}
    </Link>
  )
}

function YesNo({ value }: { value: boolean }) {
  const words = useWords()
  const Icon = value ? Check : Minus
  return (
    <span className="inline-flex items-center gap-1 align-middle">
      <Icon aria-hidden />
      {words.yesNo(value)}
    </span>
  )
}

function Parts({ name, parts, value, company }: { name: string; parts: Part[]; value: object; company: unknown }) {
  const words = useWords()
  return (
    <KeyValues
      className="w-full"
      items={parts.map(part => [
        words.field(part, '', name),
        <FieldValue key={part.name} field={part} value={at(value, part.name)} company={company} />,
      ])}
    />
  )
}

/** Roles, permissions, lines of an order: each by its name, with its number where it has one. */
function Things({ things }: { things: unknown[] }) {
  const words = useWords()
  const { number } = useFormat()
  if (things.length === 0) return <None />
  return <span className="whitespace-pre-line">{things.map(thing => textOf(thing, words, number)).join('\n')}</span>
}

function textOf(thing: unknown, words: Words, number: Format['number']): string {
  if (typeof thing !== 'object' || thing === null) return String(thing)
  const { code, name, quantity, scope } = thing as Record<string, unknown>
  if (typeof code === 'string')
    return `${words.permission(code)}${scope === 'all' ? '' : `, ${words.choice(String(scope), 'scope')}`}`
  if (typeof name !== 'string') return JSON.stringify(thing)
  return quantity === undefined ? words.role(name) : `${number(Number(quantity))} × ${name}`
}

/** What nobody has described: short ones in a line, others as they are sent. */
function Structure({ value }: { value: object }) {
  const text = JSON.stringify(value, null, 2)
  if (text.length < 60) return <code className="type-narrow">{JSON.stringify(value)}</code>
  return (
    <pre className="type-narrow max-h-80 overflow-auto whitespace-pre-wrap rounded-sm bg-sunk p-2 text-start">
      {text}
    </pre>
  )
}
