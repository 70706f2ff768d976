import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf } from '../../platform/schema.ts'

/** What anybody may know of a company that shows its products. */
export const Store = Type.Object({
  name: Type.String({ examples: ['DreamKart'] }),
  slug: Type.String({ examples: ['dreamkart'] }),
  domain: Type.String({ examples: ['dreamkart.localhost'] }),
  currency: Type.String({ examples: ['INR'] }),
  customer_signup: OneOf(['open', 'closed'], 'whether whoever wants to order may join by themselves'),
  products_count: Type.Integer({ description: 'how many it shows' }),
})
export type Store = Static<typeof Store>

export const StoreProduct = Type.Object({
  id: Id(),
  name: Type.String(),
  sku: Type.String(),
  description: Type.String(),
  price: Type.String({ examples: ['999.99'] }),
  currency: Type.String({ examples: ['INR'] }),
  unit: Type.String(),
  stock: Nullable(
    Type.Number({
      description: 'that can be ordered now; null when it is not counted and can always be',
      examples: [10],
    }),
  ),
  incoming: Type.Number({ description: 'on the way', examples: [6] }),
  category: Nullable(Id('category')),
  image: Nullable(
    Type.String({ description: 'the signed path of its picture, for <img>; with &size=thumb the small one' }),
  ),
})
export type StoreProduct = Static<typeof StoreProduct>

export const StoreCategory = Type.Object({ id: Id(), name: Type.String(), description: Type.String() })
export type StoreCategory = Static<typeof StoreCategory>
