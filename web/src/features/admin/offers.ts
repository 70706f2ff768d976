import { api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import type { Option } from '../../ui/Combobox.tsx'
import { companyQuery, type Model, type Row } from './models.ts'
import type { Words } from './words.ts'

type Where = { company: unknown; words: Words; isOffered?: ((row: Row) => boolean) | undefined }

/** Records of a model to choose from, by a part of their name. */
export async function offers(model: Model, text: string, { company, words, isOffered }: Where): Promise<Option[]> {
  const query = { page_size: 20, ...(model.searchable && text && { search: text }), ...companyQuery(model, company) }
  const { results } = await api.get<Page<Row>>(model.list_path, query)
  return results.filter(row => isOffered?.(row) ?? true).map(row => optionOf(model, row, words))
}

function optionOf(model: Model, row: Row, words: Words): Option {
  const title = String(row[model.title] ?? row[model.key])
  const hint = hintOf(model, row)
  return {
    id: String(row[model.key]),
    label: model.name === 'roles' ? words.role(title) : /^\d+$/.test(title) ? `${words.one(model)} ${title}` : title,
    ...(hint && { hint }),
  }
}

/** The first thing that the model's list would say beside the name. */
function hintOf({ columns, fields }: Model, row: Row): string {
  const texts = columns.filter(name => fields.some(field => field.name === name && isText(field.type)))
  const [first] = texts.map(name => row[name]).filter(value => typeof value === 'string' && value !== '')
  return String(first ?? '')
}

const isText = (type: string): boolean => ['text', 'prose', 'email'].includes(type)
