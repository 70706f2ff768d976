import { getting, queryClient } from '../../lib/query.ts'
import type { Column, Filter, PhoneSlot, View } from '../../ui/table/index.ts'
import { FieldValue, Title } from './FieldValue.tsx'
import { companyOf, type Field, fieldIn, type Model, type ModelFilter, type Row, titleFieldOf } from './models.ts'
import { offers } from './offers.ts'
import { findTitle } from './related.ts'
import { isStatus } from './Status.tsx'
import type { Words } from './words.ts'

export type Place = { model: Model; company: unknown; words: Words }

/** A table's columns: the title, what the model shows at first, and the rest for whoever asks for it. */
export function columnsOf(place: Place): Column<Row>[] {
  const { model } = place
  const title = titleFieldOf(model)
  const shown = model.columns.flatMap(name => model.fields.find(field => field.name === name) ?? [])
  const rest = model.fields.filter(field => field.shown && field !== title && !shown.includes(field))
  const slots = phoneSlots(shown)
  return [
    columnOf(title, place, { phone: 'title' }),
    ...shown.map(field => columnOf(field, place, { phone: slots.get(field.name) ?? 'hidden' })),
    ...rest.map(field => columnOf(field, place, { phone: 'hidden', hidden: true })),
  ]
}

function columnOf(field: Field, place: Place, more: Pick<Column<Row>, 'phone' | 'hidden'>): Column<Row> {
  const { model, company, words } = place
  const { name } = field
  const isTitle = more.phone === 'title'
  return {
    id: name,
    header: words.field(field, model.name),
    cell: row => {
      const whose = companyOf(model, row, company)
      if (isTitle) return <Title model={model} row={row} company={whose} />
      return <Cell field={fieldIn(field, row)} value={valueIn(place, row, name)} company={whose} model={model.name} />
    },
    value: row => JSON.stringify(row[name]),
    ...(isOrdered(place, name) && { sort: name }),
    ...(isFigure(field) && !isTitle && { align: 'end' as const }),
    ...more,
  }
}

/** On a card: how it stands at the end of the first line, the first and the last of the others on the second. */
function phoneSlots(shown: readonly Field[]): ReadonlyMap<string, PhoneSlot> {
  const status = shown.find(({ name }) => isStatus(name))
  const others = shown.filter(field => field !== status)
  const [first, last] = [others.find(field => !isFigure(field)), others.at(-1)]
  return new Map<string, PhoneSlot>([
    ...(last ? [[last.name, 'figure'] as const] : []),
    ...(first ? [[first.name, 'detail'] as const] : []),
    ...(status ? [[status.name, 'value'] as const] : []),
  ])
}

type CellProps = { field: Field; value: unknown; company: unknown; model: string }

function Cell(props: CellProps) {
  return (
    <span className="block max-w-72 truncate">
      <FieldValue {...props} />
    </span>
  )
}

/** A permission is called as people say it. */
function valueIn({ model, words }: Place, row: Row, name: string): unknown {
  if (model.name === 'permissions' && name === 'name') return words.permission(String(row.code), String(row.name))
  return row[name]
}

const isFigure = ({ name, type, relation }: Field) =>
  !relation && name !== 'object_id' && ['integer', 'number', 'quantity', 'money'].includes(type)

/** A list of all companies’ records knows less than that of one. */
const knownIn = ({ model, company }: Place, what: 'filters' | 'orderings'): string[] | null =>
  company === undefined ? (model.spanning?.[what] ?? null) : null

function isOrdered(place: Place, name: string): boolean {
  return place.model.orderings.includes(name) && (knownIn(place, 'orderings')?.includes(name) ?? true)
}

/** What its endpoint can be asked for. */
export function filtersOf(place: Place): Filter[] {
  const known = knownIn(place, 'filters')
  return place.model.filters
    .filter(({ name }) => known === null || known.includes(name))
    .map(filter => filterOf(filter, place))
}

/** Where records say how they stand, each such state is a view. */
export function viewsOf({ words, ...place }: Place): View[] {
  const status = filtersOf({ words, ...place }).find(({ id, kind }) => id === 'status' && kind === 'choice')
  return (status?.options ?? []).map(({ value, label }) => ({ id: value, label, search: { status: value } }))
}

function filterOf(filter: ModelFilter, { model, company, words }: Place): Filter {
  const { name, type, choices, relation, operators } = filter
  const base = { id: name, label: words.field(filter, model.name) }
  if (choices)
    return {
      ...base,
      kind: 'choice',
      options: choices.map(value => ({ value, label: words.choice(value, name, model.name) })),
    }
  if (type === 'boolean' || name === 'is_active') return { ...base, kind: 'yesno' }
  if (type === 'time') return { ...base, kind: 'date' }
  if (relation) return { ...base, kind: 'relation', ...choicesOf(relation, { company, words }) }
  if (operators.includes('__gte')) return { ...base, kind: 'number' }
  return { ...base, kind: 'text' }
}

function choicesOf(name: string, { company, words }: Omit<Place, 'model'>): Pick<Filter, 'load' | 'nameOf'> {
  return {
    load: async text => {
      const model = await findModel(name)
      const found = model ? await offers(model, text, { company, words }) : []
      return found.map(({ id, label, hint }) => ({ value: String(id), label, ...(hint && { hint }) }))
    },
    nameOf: async value => {
      const model = await findModel(name)
      return model ? findTitle(model, value, company) : value
    },
  }
}

async function findModel(name: string): Promise<Model | undefined> {
  const { results } = await queryClient.ensureQueryData(getting<{ results: Model[] }>('/api/admin/models/'))
  return results.find(each => each.name === name)
}
