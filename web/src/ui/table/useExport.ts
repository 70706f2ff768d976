import { useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { toast } from '../toast.ts'

/** Fetches the whole list as CSV, with the search, filters and ordering that are shown. */
export function useExport(path: string, search: ListSearch, name: string) {
  const { t } = useTranslation('table')
  const [bytes, setBytes] = useState<number | null>(null)

  async function start(): Promise<void> {
    const { cursor: _, page_size: __, ...asked } = search
    const filename = `${name}-${new Date().toLocaleDateString('sv-SE')}.csv`
    setBytes(0)
    try {
      await api.download(path, { ...asked, format: 'csv' }, filename, everyTenth(setBytes))
      toast(t('export.done', { filename }))
    } catch (error) {
      const reason = error instanceof ApiError ? error.message : ''
      toast.error(t('export.failed', { reason }), { action: { label: t('retry'), press: start } })
    } finally {
      setBytes(null)
    }
  }

  return { start, isRunning: bytes !== null, bytes: bytes ?? 0 }
}

/** A hundred chunks a second are no news to the eye. */
function everyTenth(tell: (bytes: number) => void): (bytes: number) => void {
  let last = 0
  return bytes => {
    if (Date.now() - last < 100) return
    last = Date.now()
    tell(bytes)
  }
}
