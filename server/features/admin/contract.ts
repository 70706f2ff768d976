import { type Static, Type } from 'typebox'
import { Nullable, OneOf } from '../../platform/schema.ts'

export const fieldTypes = [
  'id',
  'integer',
  'number',
  'quantity',
  'money',
  'text',
  'prose',
  'email',
  'choice',
  'boolean',
  'time',
  'list',
  'object',
] as const

const Relation = Nullable(Type.String({ description: 'the model of the record that it names', examples: ['products'] }))

const described = {
  name: Type.String(),
  label: Type.String(),
  type: OneOf(fieldTypes),
  description: Type.String(),
  nullable: Type.Boolean(),
  choices: Nullable(Type.Array(Type.String())),
  max_length: Nullable(Type.Integer()),
  relation: Relation,
  shown: Type.Boolean({ description: 'part of a row; a password, for example, is only sent' }),
  on_create: Type.Boolean({ description: 'taken when a record is made' }),
  on_update: Type.Boolean({ description: 'taken when it is changed; else it is read only' }),
  required: Type.Boolean({ description: 'when a record is made' }),
}

const Part = Type.Object({ ...described, name: Type.String({ examples: ['order_approval.sale'] }) })
export type Part = Static<typeof Part>

const Field = Type.Object({
  ...described,
  parts: Nullable(
    Type.Array(Part, { description: 'what an object consists of, by its path in it; null where it is not an object' }),
  ),
})
export type Field = Static<typeof Field>

const ModelFilter = Type.Object({
  name: Type.String(),
  label: Type.String(),
  type: OneOf(fieldTypes),
  description: Type.String(),
  choices: Nullable(Type.Array(Type.String())),
  relation: Relation,
  operators: Type.Array(Type.String(), {
    description: 'what may follow the name: "" for itself, "__gte" for `name__gte` …',
    examples: [['', '__in']],
  }),
})
export type ModelFilter = Static<typeof ModelFilter>

const Action = Type.Object({
  name: Type.String({ examples: ['suspend'] }),
  path: Type.String({ examples: ['/api/companies/{id}/suspend/'] }),
  summary: Type.String(),
  fields: Type.Array(Field),
})
export type Action = Static<typeof Action>

/** What a console needs to know to list, show and change the records of one kind. */
export const Model = Type.Object({
  name: Type.String({ examples: ['products'] }),
  label: Type.String({ examples: ['Products'] }),
  group: Type.String({ examples: ['Catalog'] }),
  key: Type.String({ description: 'the field that tells one record from another', examples: ['id'] }),
  title: Type.String({ description: 'the field that people know a record by', examples: ['name'] }),
  company_scoped: Type.Boolean({
    description: 'send `?company=` with every call, else it is about the platform’s own',
  }),
  spans_companies: Type.Boolean({
    description: 'without `?company=` it lists every company’s, and an id leads into its company by itself',
  }),
  spanning: Nullable(
    Type.Object(
      { filters: Type.Array(Type.String()), orderings: Type.Array(Type.String()) },
      { description: 'what of its filters and orderings works then' },
    ),
  ),
  append_only: Type.Boolean({ description: 'history: nobody changes it, here or anywhere' }),
  list_path: Type.String({ examples: ['/api/products/'] }),
  detail_path: Nullable(Type.String({ examples: ['/api/products/{id}/'] })),
  history_path: Nullable(
    Type.String({
      description: 'the audit entries about one record',
      examples: ['/api/audit-logs/?object_type=product&object_id={id}'],
    }),
  ),
  can: Type.Object({ create: Type.Boolean(), update: Type.Boolean(), delete: Type.Boolean() }),
  fields: Type.Array(Field),
  columns: Type.Array(Type.String(), { description: 'the fields that a list shows at first, beside the title' }),
  filters: Type.Array(ModelFilter),
  orderings: Type.Array(Type.String()),
  default_ordering: Type.String({ examples: ['-id'] }),
  searchable: Type.Boolean(),
  actions: Type.Array(Action),
})
export type Model = Static<typeof Model>

export const ModelList = Type.Object({ count: Type.Integer(), results: Type.Array(Model) })
