import { withQuery } from '../../lib/address.ts'
import type { ListSearch } from '../../lib/list.ts'

export const productsPath = '/api/products/'
export const categoriesPath = '/api/categories/'

/** The company's categories: the first two hundred by name. */
export const allCategories = { page_size: 200, ordering: 'name' }

/** What the list is asked: the address without what belongs to the page; by name unless told, a search by its own order. */
export function askedOf({ new: _, code: __, ...asked }: ListSearch): ListSearch {
  return asked.search === undefined || asked.ordering !== undefined ? { ordering: 'name', ...asked } : asked
}

/** What the page of products asks before it can show any. */
export const firstQuestions = (search: ListSearch): string[] => [
  withQuery(productsPath, askedOf(search)),
  withQuery(categoriesPath, allCategories),
]
