/** Changes to products that show at once and go back, with a word, when the server refuses them. */
import type { TFunction } from 'i18next'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import { ApiError, api } from '../../lib/api.ts'
import type { Format } from '../../lib/format.ts'
import type { Page } from '../../lib/list.ts'
import { invalidatePaths, queryClient } from '../../lib/query.ts'

export type Changes = Partial<
  Pick<
    Product,
    | 'name'
    | 'price'
    | 'sku'
    | 'description'
    | 'cost'
    | 'unit'
    | 'track_stock'
    | 'category'
    | 'barcode'
    | 'reorder_point'
    | 'reorder_quantity'
    | 'assigned_to'
    | 'is_active'
  >
>

const path = '/api/products/'
export const pathOf = (id: number): string => `${path}${id}/`

/** What our own changes made the versions: an undo builds on them, a change by somebody else in between is a 412. */
const versions = new Map<number, number>()
const versionOf = ({ id, version }: Product): number => Math.max(version, versions.get(id) ?? 0)

/** Changes one product as it was read; other lists hear of it by the live hint. */
export async function changeProduct(product: Product, changes: Changes): Promise<Product> {
  const back = showChanged(product.id, changes)
  try {
    const saved = await api.patch<Product>(pathOf(product.id), changes, { version: versionOf(product) })
    keepProduct(saved)
    return saved
  } catch (error) {
    back()
    throw error
  }
}

/** Takes in what the server answered, wherever the product is shown. */
export function keepProduct(saved: Product): void {
  versions.set(saved.id, saved.version)
  showChanged(saved.id, saved)
}

/** The values that `changes` replaced, to be put back by an undo. */
export function valuesBefore(product: Product, changes: Changes): Changes {
  return Object.fromEntries(Object.keys(changes).map(name => [name, product[name as keyof Changes]])) as Changes
}

/** Lists and counts may hold other products now. */
export const forgetLists = (): Promise<void> => invalidatePaths([path, '/api/categories/'])

/** Shows the changes in every answer that is kept; returns how to take them back. */
function showChanged(id: number, changes: Partial<Product>): () => void {
  const before = queryClient
    .getQueryCache()
    .findAll({ predicate: ({ queryKey }) => queryKey[0] === path || queryKey[0] === pathOf(id) })
    .flatMap(({ queryKey }) => {
      const known = findIn(queryClient.getQueryData(queryKey), id)
      if (!known) return []
      const old = valuesBefore(known, changes as Changes)
      write(queryKey, id, changes)
      return [{ queryKey, old }]
    })
  return () => {
    for (const { queryKey, old } of before) write(queryKey, id, old)
  }
}

function findIn(data: unknown, id: number): Product | undefined {
  if (isPage(data)) return data.results.find(product => product.id === id)
  return (data as Product | undefined)?.id === id ? (data as Product) : undefined
}

function write(queryKey: readonly unknown[], id: number, changes: Partial<Product>): void {
  const change = (product: Product) => (product.id === id ? { ...product, ...changes } : product)
  queryClient.setQueryData(queryKey, (data: unknown) =>
    isPage(data) ? { ...data, results: data.results.map(change) } : data && change(data as Product),
  )
}

const isPage = (data: unknown): data is Page<Product> =>
  typeof data === 'object' && data !== null && Array.isArray((data as Page<Product>).results)

/** Why it was not saved, in a sentence; somebody else's change names them and the time. */
export function reasonOf(error: unknown, t: TFunction<'catalog'>, format: Pick<Format, 'short'>): string {
  if (!(error instanceof ApiError)) throw error
  if (error.status === 412) return conflictText(error, t, format)
  if (error.status === 404) return t('conflict.gone')
  return Object.values(error.fields).flat().join(' ') || error.message
}

/** "Meera changed this product at 09:27." */
export function conflictText({ body }: ApiError, t: TFunction<'catalog'>, format: Pick<Format, 'short'>): string {
  const { changed_by: name, changed_at: at } = body as { changed_by?: string | null; changed_at?: string }
  return t(name ? 'conflict.by' : 'conflict.somebody', { name, time: format.short(at) })
}

/** The same refusal, saying what a person can use. */
export function explained(error: unknown, t: TFunction<'catalog'>, format: Pick<Format, 'short'>): ApiError {
  const detail = reasonOf(error, t, format)
  const { status, body, code } = error as ApiError
  return new ApiError(status, status === 400 ? body : { ...body, code, detail })
}
