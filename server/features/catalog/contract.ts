import { type Static, type TObject, Type } from 'typebox'
import { units } from '../../platform/money.ts'
import { Changes, Id, Line, Money, Nullable, OneOf, Prose, Quantity, Shape, Time } from '../../platform/schema.ts'
import type { PermissionTable } from '../people/contract.ts'

export const permissions = {
  VIEW_PRODUCTS: { name: 'View products', group: 'products', scoped: true },
  CREATE_PRODUCT: { name: 'Create products and categories', group: 'products', scoped: false },
  UPDATE_PRODUCT: { name: 'Update products and categories', group: 'products', scoped: true },
  DELETE_PRODUCT: { name: 'Delete products and categories', group: 'products', scoped: true },
  VIEW_COST: { name: 'View costs and stock value', group: 'products', scoped: false },
} satisfies PermissionTable

const Units = (description: string) => Type.Number({ description, examples: [10] })

const productFields = {
  name: Line(200),
  price: Money(),
  sku: Line(100, 'unique in the company, whatever its case; made from the name when absent'),
  description: Prose(5000),
  cost: Nullable(Money('what one unit costs; only for those who may see costs')),
  unit: OneOf(units, 'what a quantity counts; pieces and packages are whole, weights and measures have three decimals'),
  stock: Nullable(Quantity(0, 'units that can be sold now')),
  track_stock: Type.Boolean({
    description: 'whether orders hold and move stock; untracked products can always be ordered',
  }),
  category: Nullable(Id('category')),
  barcode: Nullable(Line(64)),
  reorder_point: Nullable(Quantity(0)),
  reorder_quantity: Nullable(Quantity(0.001)),
  image: Nullable(
    Type.String({ description: 'null removes the picture; its path may be sent back; see …/image/', examples: [null] }),
  ),
  assigned_to: Nullable(Id('user')),
  is_active: Type.Boolean({ description: 'whether customers see it and it can be ordered' }),
}

export const NewProduct = Shape(
  {
    name: productFields.name,
    price: productFields.price,
    sku: Type.Optional(Nullable(productFields.sku)),
    description: Type.Optional(productFields.description),
    cost: Type.Optional(productFields.cost),
    unit: Type.Optional(productFields.unit),
    stock: Type.Optional(productFields.stock),
    track_stock: Type.Optional(productFields.track_stock),
    category: Type.Optional(productFields.category),
    barcode: Type.Optional(productFields.barcode),
    reorder_point: Type.Optional(productFields.reorder_point),
    reorder_quantity: Type.Optional(productFields.reorder_quantity),
    image: Type.Optional(
      Nullable(Type.String({ description: 'null; a picture is sent to …/image/', examples: [null] })),
    ),
    assigned_to: Type.Optional(productFields.assigned_to),
    is_active: Type.Optional(productFields.is_active),
  },
  { examples: [{ name: 'Red Saree', price: 999.99, stock: 10 }] },
)
export type NewProduct = Static<typeof NewProduct>

export const Product = Type.Object({
  id: Id(),
  tenant: Id('company'),
  name: Type.String(),
  sku: Type.String(),
  description: Type.String(),
  price: Type.String({ examples: ['999.99'] }),
  cost: Type.Optional(Nullable(Type.String({ description: 'only for those who may see costs', examples: ['640.00'] }))),
  unit: Type.String(),
  stock: Nullable(Units('that can be sold now: on hand − reserved; null when stock is not tracked')),
  on_hand: Units('in all locations'),
  reserved: Units('held by orders'),
  incoming: Units('expected from approved restocks and transfers in transit'),
  track_stock: Type.Boolean(),
  category: Nullable(Id('category')),
  barcode: Nullable(Type.String()),
  reorder_point: Nullable(Units('a restock is due below it')),
  reorder_quantity: Nullable(Units('to restock at once')),
  image: Nullable(
    Type.String({
      description: 'the signed path of its picture, for <img>; with &size=thumb the small one',
      examples: ['/api/products/42/image/?v=9f86d081…&sig=7.kXv0…'],
    }),
  ),
  assigned_to: Nullable(Id('user')),
  is_active: Type.Boolean(),
  created_by: Nullable(Id('user')),
  created_at: Time,
  updated_at: Time,
  version: Type.Integer(),
})
export type Product = Static<typeof Product>

export const ProductChanges = Changes(productFields, Product)
export type ProductChanges = Static<typeof ProductChanges>

export const ImageQuery: TObject = Shape({
  size: Type.Optional(OneOf(['full', 'thumb'], 'at most 1200 pixels a side, or 320')),
  v: Type.Optional(Type.String({ description: 'the picture’s hash: its answer may be kept for ever' })),
  sig: Type.Optional(Type.String({ description: 'signs the link; stands in for a token' })),
})

export const Category = Type.Object({
  id: Id(),
  tenant: Id('company'),
  name: Type.String(),
  description: Type.String(),
  products_count: Type.Integer({ description: 'products in it that you may see; exact to 10,000' }),
  created_at: Time,
  updated_at: Time,
  version: Type.Integer(),
})
export type Category = Static<typeof Category>

const categoryFields = { name: Line(100), description: Prose(2000) }

export const NewCategory = Shape({ name: categoryFields.name, description: Type.Optional(categoryFields.description) })
export type NewCategory = Static<typeof NewCategory>

export const CategoryChanges = Changes(categoryFields, Category)
export type CategoryChanges = Static<typeof CategoryChanges>
