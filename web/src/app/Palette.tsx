import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { ClipboardCheck, Moon, Package, Plus, ShoppingCart, UserPlus, UserRound } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { Product } from '../../../server/features/catalog/contract.ts'
import type { Order } from '../../../server/features/orders/contract.ts'
import { useTranslation } from '../lib/translation.ts'
import { focusBack, openerNow } from '../ui/Dialog.tsx'
import { isOpen, places } from './navigation.ts'
import { closeOverlay, openKeys } from './overlays.ts'
import { called, type Entry, type EntryGroup, useSearch } from './paletteEntry.ts'
import { usePlatformDeeds, usePlatformEntries, usePlatformFound } from './palettePlatform.ts'
import { useCan, useSession } from './session.ts'
import { chooseTheme, isDark } from './theme.ts'

/** Find or do: places, deeds, and whatever the company, or the platform, has by that name. */
export default function Palette() {
  const { isPlatformAdmin } = useSession()
  return isPlatformAdmin ? <OfPlatform /> : <OfCompany />
}

function OfCompany() {
  const { t } = useTranslation('palette')
  const [text, setText] = useState('')
  const groups = [
    ...useFound(useDeferredValue(text.trim())),
    { label: t('palette.do'), entries: called(text, useDeeds()) },
    { label: t('palette.go'), entries: called(text, usePlaces()) },
  ]
  return <Shown text={text} onText={setText} placeholder={t('palette.placeholder')} groups={groups} />
}

function OfPlatform() {
  const { t } = useTranslation('palette')
  const [text, setText] = useState('')
  const groups = [
    ...usePlatformFound(useDeferredValue(text.trim())),
    { label: t('palette.do'), entries: called(text, [...usePlatformDeeds(), ...useGeneral()]) },
    { label: t('palette.go'), entries: called(text, usePlatformEntries()) },
  ]
  return <Shown text={text} onText={setText} placeholder={t('palette.placeholderPlatform')} groups={groups} />
}

type ShownProps = { text: string; onText: (text: string) => void; placeholder: string; groups: EntryGroup[] }

function Shown({ text, onText, placeholder, groups }: ShownProps) {
  const { t } = useTranslation('palette')
  const [opener] = useState(openerNow)
  const [chosen, choose] = useState('')
  const entries = groups.flatMap(group => group.entries)
  const selected = entries.some(({ id }) => id === chosen) ? chosen : (entries[0]?.id ?? '')
  const type = (typed: string) => {
    choose('')
    onText(typed)
  }
  const dismiss = () => {
    closeOverlay()
    setTimeout(() => focusBack(opener))
  }
  return (
    <Command.Dialog
      open
      onOpenChange={dismiss}
      label={t('palette.title')}
      shouldFilter={false}
      value={selected}
      onValueChange={choose}
      className="palette"
      overlayClassName="scrim"
      contentClassName="dialog dialog-top"
    >
      <Command.Input value={text} onValueChange={type} placeholder={placeholder} className="palette-input" />
      <Command.List className="palette-list">
        <Command.Empty className="palette-empty">{t('palette.empty')}</Command.Empty>
        {groups.map(({ label, entries }) => (
          <Group key={label} label={label} entries={entries} />
        ))}
      </Command.List>
    </Command.Dialog>
  )
}

function Group({ label, entries }: EntryGroup) {
  if (entries.length === 0) return null
  return (
    <Command.Group heading={label}>
      {entries.map(({ id, label: name, hint, icon: Icon, run }) => (
        <Command.Item
          key={id}
          value={id}
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
  const { t } = useTranslation('console')
  const can = useCan()
  const navigate = useNavigate()
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
  const { t } = useTranslation('palette')
  const can = useCan()
  const navigate = useNavigate()
  const own = deeds.filter(deed => isOpen(deed, can))
  return [
    ...own.map(({ name, icon, to, search }) => ({
      id: name,
      label: t(`palette.${name}`),
      icon,
      run: () => void navigate({ to, search: search as Record<string, string | number> }),
    })),
    ...useGeneral(),
  ]
}

function useGeneral(): Entry[] {
  const { t } = useTranslation('palette')
  return [
    { id: 'theme', label: t('palette.theme'), icon: Moon, run: () => chooseTheme(isDark() ? 'light' : 'dark') },
    { id: 'keys', label: t('palette.shortcuts'), icon: Package, run: openKeys },
  ]
}

type Named = { id: number; name?: string; username?: string }

const exactFirst = (orders: readonly Order[], number: string): Order[] =>
  orders.toSorted((a, b) => Number(String(b.number) === number) - Number(String(a.number) === number))

/** The first few of each kind that the company's own search knows. */
function useFound(text: string): EntryGroup[] {
  const { t } = useTranslation(['palette', 'common'])
  const can = useCan()
  const navigate = useNavigate()
  const wanted = text.length >= 2
  const isNumber = text.startsWith('#')
  const asked = text.replace(/^#/, '')
  const products = useSearch<Product>('/api/products/', text, wanted && !isNumber && can('VIEW_PRODUCTS'))
  const orders = useSearch<Order>('/api/orders/', asked, wanted && can('VIEW_ORDERS'))
  const people = useSearch<Named>('/api/users/', text, wanted && !isNumber && can('VIEW_USERS'))
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
      entries: exactFirst(orders, asked).map(({ id, number, status, items }) => ({
        id: `order ${id} ${text}`,
        label: [`#${number}`, items[0]?.name].filter(Boolean).join(' '),
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
