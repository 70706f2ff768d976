import { queryOf } from '../../platform/list.ts'
import { route, routesOf } from '../../platform/route.ts'
import { PageOf } from '../../platform/schema.ts'
import { listStoreCategories, storeCategories } from './categories.ts'
import { Store, StoreCategory, StoreProduct } from './contract.ts'
import { getStoreProduct, listStoreProducts, storeProducts } from './products.ts'
import { getStore } from './store.ts'

const open = 'a company whose storefront is public shows these to everybody'

export const storeRoutes = routesOf('Storefront', [
  route({
    method: 'GET',
    path: '/api/store/:slug/',
    public: open,
    summary: 'A store that is open to everybody: its name, its currency, whether one may join it',
    reply: { 200: Store, 304: null },
    errors: ['not_found'],
    handle: getStore,
  }),
  route({
    method: 'GET',
    path: '/api/store/:slug/products/',
    public: open,
    summary: 'What a store sells: its active products, the newest first',
    query: queryOf(storeProducts),
    reply: { 200: PageOf(StoreProduct), 304: null },
    errors: ['not_found', 'narrow_search'],
    handle: listStoreProducts,
  }),
  route({
    method: 'GET',
    path: '/api/store/:slug/products/:id/',
    public: open,
    summary: 'One thing that a store sells',
    reply: { 200: StoreProduct, 304: null },
    errors: ['not_found'],
    handle: getStoreProduct,
  }),
  route({
    method: 'GET',
    path: '/api/store/:slug/categories/',
    public: open,
    summary: 'The categories in which a store has something to show',
    query: queryOf(storeCategories),
    reply: { 200: PageOf(StoreCategory), 304: null },
    errors: ['not_found'],
    handle: listStoreCategories,
  }),
])
