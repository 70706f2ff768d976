import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Note } from '../../ui/index.ts'
import type { Row } from './models.ts'

/** A password that the server made: shown this once, to be handed on. */
export function Made({ row }: { row: Row }) {
  const { t } = useTranslation('admin')
  const [isCopied, setCopied] = useState(false)
  const secret = secretOf(row)
  if (!secret) return null
  const copy = async () => {
    await navigator.clipboard.writeText(`${secret.username}\n${secret.password}`)
    setCopied(true)
  }
  return (
    <Note tone="warn">
      <p>{t('secret.once', { name: secret.username })}</p>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <code className="type-narrow text-16 select-all">{secret.password}</code>
        <Button size="sm" icon={isCopied ? Check : Copy} onClick={() => void copy().catch(() => {})}>
          {t(isCopied ? 'secret.copied' : 'secret.copy')}
        </Button>
      </p>
    </Note>
  )
}

Made.hasSecret = (row: Row): boolean => secretOf(row) !== null

function secretOf(row: Row): { username: string; password: string } | null {
  const holder = (row.initial_password ? row : row.owner) as
    | { username?: string; initial_password?: string }
    | undefined
  return holder?.initial_password ? { username: holder.username ?? '', password: holder.initial_password } : null
}
