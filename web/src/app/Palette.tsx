import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { ClipboardCheck, type LucideIcon, Moon, Package, Plus, ShoppingCart, UserPlus, UserRound } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Product } from '../../../server/features/catalog/contract.ts'
import { api } from '../lib/api.ts'
import type { Page } from '../lib/list.ts'
import { focusBack, openerNow } from '../ui/Dialog.tsx'
import { isOpen, places } from './navigation.ts'
import { closeOverlay, openKeys } from './overlays.ts'
import { useCan, useSession } from './session.ts'
import { chooseTheme, isDark } from './theme.ts'

type Entry = { id: string; label: string; hint?: string; icon: LucideIcon; run: () => void }

/** Find or do: places, deeds, and whatever the company has by that name. */
export default function Palette() {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const [opener] = useState(openerNow)
  const dismiss = () => {
    closeOverlay()
    setTimeout(() => focusBack(opener))
  }
  const found = useFound(useDeferredValue(text.trim()))
  const groups = [
    ...found,
    { label: t('palette.do'), entries: useDeeds() },
    { label: t('palette.go'), entries: usePlaces() },
  ]
  return (
    <Command.Dialog
      open
      onOpenChange={dismiss}
      label={t('palette.title')}
      className="palette"
      overlayClassName="scrim"
      contentClassName="dialog dialog-top"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={t('palette.placeholder')}
        className="palette-input"
      />
      <Command.List className="palette-list">
        <Command.Empty className="palette-empty">{t('palette.empty')}</Command.Empty>
        {groups.map(({ label, entries }) => (
          <Group key={label} label={label} entries={entries} />
        ))}
      </Command.List>
    </Command.Dialog>
  )
}

function Group({ label, entries }: { label: string; entries: Entry[] }) {
  if (entries.length === 0) return null
  return (
    <Command.Group heading={label}>
      {entries.map(({ id, label: name, hint, icon: Icon, run }) => (
        <Command.Item
          key={id}
          value={`${id} ${name} ${hint ?? ''}`}
          className="palette-item"
          onSelect={() => {
            closeOverlay()
            run()
          }}
        >
          <Icon aria-hidden />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {hint && <small className="truncate text-muted-foreground">{hint}</small>}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

function usePlaces(): Entry[] {
  const { t } = useTranslation('common')
  const { isPlatformAdmin } = useSession()
  const can = useCan()
  const navigate = useNavigate()
  if (isPlatformAdmin) return []
  return places
    .filter(place => isOpen(place, can))
    .map(({ name, to, search, icon }) => ({
      id: `go ${name}`,
      label: t(`nav.${name}`),
      icon,
      run: () => void navigate({ to, search: search ?? {} }),
    }))
}

const deeds = [
  { name: 'newProduct', permission: 'CREATE_PRODUCT', icon: Plus, to: '/app/products', search: { new: 1 } },
  { name: 'newOrder', permission: 'CREATE_ORDER', icon: ShoppingCart, to: '/app/orders/new', search: {} },
  {
    name: 'requestRestock',
    permission: 'CREATE_RESTOCK',
    icon: Package,
    to: '/app/orders/new',
    search: { kind: 'restock' },
  },
  { name: 'adjust', permission: 'ADJUST_STOCK', icon: Package, to: '/app/stock', search: { do: 'adjust' } },
  { name: 'transfer', permission: 'TRANSFER_STOCK', icon: Package, to: '/app/stock', search: { do: 'transfer' } },
  { name: 'count', permission: 'COUNT_STOCK', icon: ClipboardCheck, to: '/app/counts', search: { new: 1 } },
  { name: 'invite', permission: 'CREATE_USER', icon: UserPlus, to: '/app/people', search: { new: 1 } },
] as const

function useDeeds(): Entry[] {
  const { t } = useTranslation('common')
  const { isPlatformAdmin } = useSession()
  const can = useCan()
  const navigate = useNavigate()
  const own = isPlatformAdmin ? [] : deeds.filter(deed => isOpen(deed, can))
  return [
    ...own.map(({ name, icon, to, search }) => ({
      id: name,
      label: t(`palette.${name}`),
      icon,
      run: () => void navigate({ to, search: search as Record<string, string | number> }),
    })),
    { id: 'theme', label: t('palette.theme'), icon: Moon, run: () => chooseTheme(isDark() ? 'light' : 'dark') },
    { id: 'keys', label: t('palette.shortcuts'), icon: Package, run: openKeys },
  ]
}

type Named = { id: number; name?: string; username?: string; number?: number; status?: string }

/** The first few of each kind that the company's own search knows. */
function useFound(text: string): { label: string; entries: Entry[] }[] {
  const { t } = useTranslation('common')
  const { isPlatformAdmin } = useSession()
  const can = useCan()
  const navigate = useNavigate()
  const wanted = text.length >= 2 && !isPlatformAdmin
  const products = useSearch<Product>('/api/products/', text, wanted && can('VIEW_PRODUCTS'))
  const orders = useSearch<Named>('/api/orders/', text, wanted && can('VIEW_ORDERS'))
  const people = useSearch<Named>('/api/users/', text, wanted && can('VIEW_USERS'))
  return [
    {
      label: t('palette.products'),
      entries: products.map(({ id, name, sku }) => ({
        id: `product ${id} ${text}`,
        label: name,
        hint: sku,
        icon: Package,
        run: () => void navigate({ to: `/app/products/${id}` }),
      })),
    },
    {
      label: t('palette.orders'),
      entries: orders.map(({ id, number, status }) => ({
        id: `order ${id} ${text}`,
        label: `#${number}`,
        hint: t(`states.${status}`),
        icon: ShoppingCart,
        run: () => void navigate({ to: `/app/orders/${id}` }),
      })),
    },
    {
      label: t('palette.people'),
      entries: people.map(({ id, name, username }) => ({
        id: `person ${id} ${text}`,
        label: name || (username ?? ''),
        hint: username ?? '',
        icon: UserRound,
        run: () => void navigate({ to: '/app/people', search: { person: id } }),
      })),
    },
  ]
}

function useSearch<T>(path: string, search: string, enabled: boolean): T[] {
  const { data } = useQuery({
    queryKey: [path, { search, page_size: 5 }],
    queryFn: ({ signal }) => api.get<Page<T>>(path, { search, page_size: 5 }, signal),
    enabled,
    retry: false,
    placeholderData: previous => previous,
  })
  return enabled ? (data?.results ?? []) : []
}
