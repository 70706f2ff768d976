import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Sheet } from '../../ui/index.ts'
import { listOf, type Model, type Row, useModels } from './models.ts'
import { useWords } from './words.ts'

type Way = { model: string; search: Record<string, unknown>; count?: unknown }

/** From a company into its records, from somebody to what they did: where an operator goes next. */
export function WaysOn({ model, row, company }: { model: Model; row: Row; company: unknown }) {
  const { t } = useTranslation('admin')
  const { data } = useModels()
  const ways = waysFrom(model.name, row, company)
  const known = ways.flatMap(way => {
    const led = data?.results.find(({ name }) => name === way.model)
    return led ? [{ ...way, led }] : []
  })
  if (known.length === 0) return null
  return (
    <Sheet title={t(`ways.${model.name}` as never) as string} flush>
      <ul>
        {known.map(({ led, search, count }) => (
          <li key={led.name} className="border-t border-border">
            <WayTo model={led} search={search} count={count} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function WayTo({ model, search, count }: { model: Model; search: Way['search']; count: unknown }) {
  const words = useWords()
  const { number } = useFormat()
  return (
    <Link
      to={listOf(model)}
      search={search as never}
      className="flex min-h-10 items-center gap-2 px-4 hover:bg-hover max-desk:min-h-12"
    >
      <span className="min-w-0 flex-1 truncate font-medium">{words.many(model)}</span>
      {typeof count === 'number' && <span className="text-muted-foreground">{number(count)}</span>}
      <ChevronRight aria-hidden className="text-muted-foreground" />
    </Link>
  )
}

function waysFrom(name: string, row: Row, company: unknown): Way[] {
  const id = row.id as number
  if (name === 'companies')
    return [
      { model: 'users', search: { company: id }, count: row.users_count },
      ...['roles', 'products', 'levels', 'orders', 'mail', 'contact_messages', 'audit_entries'].map(model => ({
        model,
        search: { company: id },
      })),
    ]
  if (name !== 'users' || company === undefined) return []
  return [
    { model: 'orders', search: { company, created_by: id } },
    { model: 'sessions', search: { company, user: id } },
    { model: 'mail', search: { company, search: row.email } },
    { model: 'audit_entries', search: { company, actor: id } },
  ]
}
