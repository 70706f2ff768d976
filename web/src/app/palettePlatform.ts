/** What an operator finds and does by the palette. */
import { useNavigate } from '@tanstack/react-router'
import { Boxes, Building2, UserPlus, UserRound } from 'lucide-react'
import { listOf, useModels } from '../features/admin/models.ts'
import { useWords } from '../features/admin/words.ts'
import { useTranslation } from '../lib/translation.ts'
import { type Entry, type EntryGroup, useSearch } from './paletteEntry.ts'
import { platformPlaces } from './platformPlaces.ts'

type Company = { id: number; name: string; domain: string }
type Person = { id: number; name: string; username: string; email: string; tenant: number }

/** Companies, and people of all companies. */
export function usePlatformFound(text: string): EntryGroup[] {
  const { t } = useTranslation('palette')
  const navigate = useNavigate()
  const isAsked = text.length >= 2
  const companies = useSearch<Company>('/api/companies/', text, isAsked)
  const people = useSearch<Person>('/api/users/', text, isAsked)
  return [
    {
      label: t('palette.companies'),
      entries: companies.map(({ id, name, domain }) => ({
        id: `company ${id} ${text}`,
        label: name,
        hint: domain,
        icon: Building2,
        run: () => void navigate({ to: `/admin/models/companies/${id}` }),
      })),
    },
    {
      label: t('palette.people'),
      entries: people.map(({ id, name, username, email, tenant }) => ({
        id: `person ${id} ${text}`,
        label: name || username,
        hint: email,
        icon: UserRound,
        run: () => void navigate({ to: `/admin/models/users/${id}`, search: { company: tenant } as never }),
      })),
    },
  ]
}

export function usePlatformDeeds(): Entry[] {
  const { t } = useTranslation('palette')
  const navigate = useNavigate()
  const make = (to: string) => () => void navigate({ to, search: { new: 1 } as never })
  return [
    { id: 'new company', label: t('palette.newCompany'), icon: Building2, run: make('/admin/companies') },
    { id: 'new user', label: t('palette.newUser'), icon: UserPlus, run: make('/admin/users') },
  ]
}

/** The tabs, and every kind of record that has none. */
export function usePlatformEntries(): Entry[] {
  const { t } = useTranslation('console')
  const words = useWords()
  const navigate = useNavigate()
  const { data } = useModels()
  const models = (data?.results ?? []).filter(model => listOf(model).startsWith('/admin/models/'))
  return [
    ...platformPlaces.map(({ name, to, icon }) => ({
      id: `go ${name}`,
      label: t(`nav.${name}` as never) as string,
      icon,
      run: () => void navigate({ to }),
    })),
    ...models.map(model => ({
      id: `records ${model.name}`,
      label: words.many(model),
      hint: words.group(model.group),
      icon: Boxes,
      run: () => void navigate({ to: listOf(model) }),
    })),
  ]
}
