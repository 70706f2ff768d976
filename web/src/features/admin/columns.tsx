import { api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import type { Column, Filter, Option } from '../../ui/table/index.ts'
import { FieldValue } from './FieldValue.tsx'
import { companyQuery, type Field, type Model, type ModelFilter, type Row, titleOf } from './models.ts'

/** How many columns a table has before the rest waits in the Columns menu. */
const shownAtFirst = 7

/** A table's columns: the title first, then what fits; structures only when asked for. */
export function columnsOf(model: Model, company: unknown): Column<Row>[] {
  const fields = model.fields.filter(({ shown }) => shown)
  const title = fields.find(({ name }) => name === model.title) ?? (fields[0] as Field)
  const rest = fields.filter(field => field !== title)
  const simple = rest.filter(field => !isBulky(field)).slice(0, shownAtFirst - 1)
  return [title, ...rest].map(field => columnOf(field, { model, company, title, simple }))
}

type Place = { model: Model; company: unknown; title: Field; simple: Field[] }

function columnOf(field: Field, { model, company, title, simple }: Place): Column<Row> {
  const { name, label } = field
  return {
    id: name,
    header: label,
    cell: row => (field === title ? titleOf(model, row) : <Cell field={field} value={row[name]} company={company} />),
    value: row => JSON.stringify(row[name]),
    ...(model.orderings.includes(name) && { sort: name }),
    ...(isFigure(field) && field !== title && { align: 'end' as const }),
    hidden: field !== title && !simple.includes(field),
    phone: field === title ? 'title' : (phoneSlots[simple.indexOf(field)] ?? 'hidden'),
  }
}

const phoneSlots = ['detail', 'figure'] as const

function Cell({ field, value, company }: { field: Field; value: unknown; company: unknown }) {
  return (
    <span className="block max-w-72 truncate">
      <FieldValue field={field} value={value} company={company} />
    </span>
  )
}

const isBulky = ({ type }: Field) => type === 'list' || type === 'object' || type === 'prose'
const isFigure = ({ type, relation }: Field) => !relation && ['integer', 'number', 'quantity', 'money'].includes(type)

/** What its endpoint can be asked for. */
export function filtersOf(model: Model, company: unknown): Filter[] {
  return model.filters.filter(({ name }) => name !== 'company').map(filter => filterOf(filter, company))
}

function filterOf({ name, label, type, choices, relation, operators }: ModelFilter, company: unknown): Filter {
  const base = { id: name, label }
  if (choices) return { ...base, kind: 'choice', options: choices.map(choice => ({ value: choice, label: choice })) }
  if (type === 'boolean') return { ...base, kind: 'yesno' }
  if (type === 'time') return { ...base, kind: 'date' }
  if (relation && relation !== 'companies')
    return { ...base, kind: 'relation', load: text => optionsOf(relation, text, company) }
  if (operators.includes('__gte')) return { ...base, kind: 'number' }
  return { ...base, kind: 'text' }
}

async function optionsOf(name: string, search: string, company: unknown): Promise<Option[]> {
  const { results: models } = await api.get<{ results: Model[] }>('/api/admin/models/')
  const model = models.find(each => each.name === name)
  if (!model) return []
  const query = { page_size: 20, ...(model.searchable && search && { search }), ...companyQuery(model, company) }
  const { results } = await api.get<Page<Row>>(model.list_path, query)
  return results.map(row => ({ value: String(row[model.key]), label: titleOf(model, row), hint: `#${row[model.key]}` }))
}
