import { Download } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../Button.tsx'
import { useExport } from './useExport.ts'

/** Fetches the list as CSV and says how much is there already. */
export function ExportButton({ path, search, name }: { path: string; search: ListSearch; name: string }) {
  const { t } = useTranslation('table')
  const { bytes: write } = useFormat()
  const { start, isRunning, bytes } = useExport(path, search, name)
  return (
    <Button kind="bare" size="sm" icon={Download} busy={isRunning} onClick={() => void start()}>
      {isRunning ? t('export.running', { size: write(bytes) }) : t('export.label')}
    </Button>
  )
}
