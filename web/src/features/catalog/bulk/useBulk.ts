import { useState } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { api } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/toast.ts'
import { type Changes, changeProduct, forgetLists, pathOf, reasonOf, valuesBefore } from '../changes.ts'
import { forEach } from './each.ts'

export type BulkQuestion = 'price' | 'reorder' | 'assign' | 'delete'
export type Asked = { what: BulkQuestion; rows: Product[]; clear: () => void }
export type Refused = { id: number; name: string; reason: string }
export type Bulk = ReturnType<typeof useBulk>

type Step = { product: Product; before: Changes }

/** Work on the selected products: shown at once, told as it goes, undone as a whole, and refused one by one. */
export function useBulk() {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const [asked, ask] = useState<Asked | null>(null)
  const [running, setRunning] = useState<{ done: number; of: number } | null>(null)
  const [refused, setRefused] = useState<Refused[]>([])

  /** `said` is told how many were changed: "Price of 3 products set to ₹3,300.00." */
  async function change(rows: readonly Product[], changes: Changes, said: (count: number) => string): Promise<void> {
    const steps = rows.map(product => ({ product, changes })).filter(differs)
    const done = await run(steps)
    if (done.length > 0) toast(said(done.length), { undo: () => restore(done) })
    else if (steps.length === 0) toast(t('bulk.same', { count: rows.length }))
  }

  async function restore(steps: readonly Step[]): Promise<void> {
    const done = await run(steps.map(({ product, before }) => ({ product, changes: before })))
    if (done.length > 0) toast(t('bulk.restored', { count: done.length }))
  }

  async function remove(rows: readonly Product[]): Promise<void> {
    setRunning({ done: 0, of: rows.length })
    const work = ({ id, version }: Product) => api.delete(pathOf(id), { version })
    const { done, failed } = await forEach(rows, work, ended => setRunning({ done: ended, of: rows.length }))
    setRunning(null)
    setRefused(failed.map(({ item, error }) => ({ id: item.id, name: item.name, reason: reasonOf(error, t, format) })))
    if (done.length > 0) toast(t('bulk.deleted', { count: done.length, name: done[0]?.item.name }))
    await forgetLists()
  }

  async function run(steps: readonly { product: Product; changes: Changes }[]): Promise<Step[]> {
    setRunning({ done: 0, of: steps.length })
    const { done, failed } = await forEach(
      steps,
      ({ product, changes }) => changeProduct(product, changes),
      ended => setRunning({ done: ended, of: steps.length }),
    )
    setRunning(null)
    setRefused(
      failed.map(({ item: { product }, error }) => ({
        id: product.id,
        name: product.name,
        reason: reasonOf(error, t, format),
      })),
    )
    await forgetLists()
    return done.map(({ item, result }) => ({ product: result, before: valuesBefore(item.product, item.changes) }))
  }

  return { asked, ask, running, refused, forget: () => setRefused([]), change, remove }
}

const differs = ({ product, changes }: { product: Product; changes: Changes }): boolean =>
  Object.entries(changes).some(([name, value]) => !isSame(product[name as keyof Product], value))

/** "3300" is what "3300.00" is. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'string' && typeof other === 'string' && /^[\d.]+$/.test(other) && Number(one) === Number(other))
