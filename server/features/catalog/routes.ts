import { Type } from 'typebox'
import { queryOf } from '../../platform/list.ts'
import { namedCompanyQuery, readInNamed, writeInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { PageOf } from '../../platform/schema.ts'
import {
  categories,
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  updateCategory,
} from './categories.ts'
import { Category, CategoryChanges, ImageQuery, NewCategory, NewProduct, Product, ProductChanges } from './contract.ts'
import { createProduct } from './create.ts'
import { deleteProduct } from './delete.ts'
import { deleteImage, readImage, setImage } from './image.ts'
import { sendImage, sendLinkedImage } from './imageShow.ts'
import { getProduct, listProducts, products } from './list.ts'
import { updateProduct } from './update.ts'

export const productRoutes = routesOf('Products', [
  route({
    method: 'GET',
    path: '/api/products/',
    permission: 'VIEW_PRODUCTS',
    summary: 'List, filter and search products',
    query: queryOf(products),
    reply: { 200: PageOf(Product) },
    errors: ['narrow_search'],
    handle: readInNamed(listProducts),
  }),
  route({
    method: 'POST',
    path: '/api/products/',
    permission: 'CREATE_PRODUCT',
    summary: 'Create a product, with its opening stock',
    query: namedCompanyQuery,
    body: NewProduct,
    reply: { 201: Product },
    handle: writeInNamed(createProduct),
  }),
  route({
    method: 'GET',
    path: '/api/products/:id/',
    permission: 'VIEW_PRODUCTS',
    summary: 'Get a product',
    query: namedCompanyQuery,
    reply: { 200: Product },
    errors: ['not_found'],
    handle: readInNamed(getProduct),
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/products/:id/',
    permission: 'UPDATE_PRODUCT',
    summary: 'Change a product; a stock that differs is an adjustment',
    query: namedCompanyQuery,
    body: ProductChanges,
    reply: { 200: Product },
    errors: ['not_found', 'stock_held', 'insufficient_stock', 'version_mismatch'],
    handle: writeInNamed(updateProduct),
  }),
  route({
    method: 'DELETE',
    path: '/api/products/:id/',
    permission: 'DELETE_PRODUCT',
    summary: 'Delete a product; orders keep their snapshot',
    query: namedCompanyQuery,
    reply: { 204: null },
    errors: ['not_found', 'version_mismatch'],
    handle: writeInNamed(deleteProduct),
  }),
  route({
    method: ['POST', 'PUT'],
    path: '/api/products/:id/image/',
    permission: 'UPDATE_PRODUCT',
    summary: 'Give a product its picture: PNG, JPEG or WebP, at most 5 MB and 25 megapixels; it is drawn anew as WebP',
    upload: { field: 'image', types: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: 5 * 1024 ** 2 },
    idempotent: false,
    prepare: readImage,
    reply: { 200: Product },
    errors: ['not_found', 'version_mismatch'],
    handle: setImage,
  }),
  route({
    method: 'GET',
    path: '/api/products/:id/image/',
    permission: 'VIEW_PRODUCTS',
    summary:
      'A product’s picture. The path in the product’s `image` is signed (`v`, `sig`) and shows this very picture without a token, as <img> needs it, until it is replaced or removed',
    query: ImageQuery,
    reply: { 200: Type.String({ contentMediaType: 'image/webp' }), 304: null },
    errors: ['not_found'],
    byLink: sendLinkedImage,
    handle: sendImage,
  }),
  route({
    method: 'DELETE',
    path: '/api/products/:id/image/',
    permission: 'UPDATE_PRODUCT',
    summary: 'Remove a product’s picture',
    reply: { 204: null },
    errors: ['not_found', 'version_mismatch'],
    handle: deleteImage,
  }),
  route({
    method: 'GET',
    path: '/api/categories/',
    permission: 'VIEW_PRODUCTS',
    summary: 'List categories',
    query: queryOf(categories),
    reply: { 200: PageOf(Category) },
    handle: readInNamed(listCategories),
  }),
  route({
    method: 'POST',
    path: '/api/categories/',
    permission: 'CREATE_PRODUCT',
    summary: 'Create a category',
    query: namedCompanyQuery,
    body: NewCategory,
    reply: { 201: Category },
    handle: writeInNamed(createCategory),
  }),
  route({
    method: 'GET',
    path: '/api/categories/:id/',
    permission: 'VIEW_PRODUCTS',
    summary: 'Get a category',
    query: namedCompanyQuery,
    reply: { 200: Category },
    errors: ['not_found'],
    handle: readInNamed(getCategory),
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/categories/:id/',
    permission: 'UPDATE_PRODUCT',
    summary: 'Change a category',
    query: namedCompanyQuery,
    body: CategoryChanges,
    reply: { 200: Category },
    errors: ['not_found', 'version_mismatch'],
    handle: writeInNamed(updateCategory),
  }),
  route({
    method: 'DELETE',
    path: '/api/categories/:id/',
    permission: 'DELETE_PRODUCT',
    summary: 'Delete an empty category',
    query: namedCompanyQuery,
    reply: { 204: null },
    errors: ['not_found', 'in_use', 'version_mismatch'],
    handle: writeInNamed(deleteCategory),
  }),
])
