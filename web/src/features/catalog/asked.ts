import type { ListSearch } from '../../lib/list.ts'

/** What the list is asked: the address without what belongs to the page; by name unless told, a search by its own order. */
export function askedOf({ new: _, code: __, ...asked }: ListSearch): ListSearch {
  return asked.search === undefined || asked.ordering !== undefined ? { ordering: 'name', ...asked } : asked
}
