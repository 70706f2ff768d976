import { useNavigate } from '@tanstack/react-router'
import {
  Ban,
  Check,
  CircleMinus,
  Download,
  Ellipsis,
  PackageCheck,
  Pencil,
  Printer,
  Trash2,
  UserRound,
  X,
} from 'lucide-react'
import { useCan } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ButtonLink, IconButton, Menu, MenuItem, MenuLine, MenuLink, toast, useKey } from '../../../ui/index.ts'
import { type Order, orderPath } from '../orders.ts'
import { orderRoute } from '../routes.ts'
import type { Doing } from '../search.ts'
import { useAmount, useLeft } from './useAmount.ts'
import type { Doer } from './useDeed.ts'
import { useHolding } from './useHolding.ts'
import { useSelfLock } from './useSelfLock.ts'

/** What this person may do with the order, the next step at the end. */
export function OrderActions({ order, doer }: { order: Order; doer: Doer }) {
  const { t } = useTranslation('orders')
  const all = useAmount(order.items)
  const left = useLeft(order.items)
  const { abilities } = order
  const open = useDialogs()
  const lock = useSelfLock(order)
  const approve = async () => {
    if (await doer.perform('approve')) toast(t('done.approved', { number: order.number }))
  }
  useKey('a', () => void approve(), { enabled: abilities.approve })
  useKey('r', () => open('reject'), { enabled: abilities.reject })
  useKey('f', () => open('fulfil'), { enabled: abilities.fulfill })
  return (
    <>
      <ButtonLink
        to="/app/orders/$id/print"
        params={{ id: String(order.id) }}
        icon={Printer}
        className="max-desk:hidden"
      >
        {t('act.print')}
      </ButtonLink>
      <More order={order} open={open} />
      {abilities.reject && (
        <Button kind="danger" icon={X} kbd="R" onClick={() => open('reject')}>
          {t('act.reject')}
        </Button>
      )}
      {(abilities.approve || lock) && (
        <Button
          kind="primary"
          icon={Check}
          kbd="A"
          busy={doer.busyWith === 'approve'}
          lockedBecause={lock}
          onClick={approve}
        >
          {t('act.approve', { units: all.short })}
        </Button>
      )}
      {abilities.fulfill && (
        <Button kind="primary" icon={PackageCheck} kbd="F" onClick={() => open('fulfil')}>
          {t(`act.fulfil.${order.kind}`, { units: left.short })}
        </Button>
      )}
    </>
  )
}

function useDialogs(): (doing: Doing) => void {
  const navigate = orderRoute.useNavigate()
  return doing => void navigate({ search: { do: doing }, replace: true })
}

/** Everything that is no next step. */
function More({ order, open }: { order: Order; open: (doing: Doing) => void }) {
  const { t } = useTranslation('orders')
  const params = { id: String(order.id) }
  const { abilities } = order
  const remove = useDelete(order)
  return (
    <Menu trigger={<IconButton icon={Ellipsis} kind="plain" label={t('act.more')} />}>
      {abilities.update && (
        <MenuLink icon={Pencil} to="/app/orders/$id/edit" params={params}>
          {t('act.edit')}
        </MenuLink>
      )}
      {abilities.assign && (
        <MenuItem icon={UserRound} onSelect={() => open('assign')}>
          {t('act.assign')}
        </MenuItem>
      )}
      <MenuLink icon={Printer} to="/app/orders/$id/print" params={params}>
        {t('act.print')}
      </MenuLink>
      <MenuItem icon={Download} onSelect={() => void downloadPdf(order)}>
        {t('act.pdf')}
      </MenuItem>
      {(abilities.cancel || remove) && <MenuLine />}
      {abilities.cancel && (
        <MenuItem icon={abilities.reject ? CircleMinus : Ban} danger onSelect={() => open('cancel')}>
          {t(`act.cancel.${order.kind}`)}
        </MenuItem>
      )}
      {remove && (
        <MenuItem icon={Trash2} danger onSelect={remove}>
          {t(`act.delete.${order.kind}`)}
        </MenuItem>
      )}
    </Menu>
  )
}

export const downloadPdf = ({ id, number }: Order) => api.download(`${orderPath(id)}pdf/`, {}, `order-${number}.pdf`)

/** Deletes with an undo, and goes back to the list; null for who may not. */
function useDelete(order: Order): (() => void) | null {
  const can = useCan()
  const navigate = useNavigate()
  const holding = useHolding()
  if (!order.abilities.update || !can('DELETE_ORDER')) return null
  return () => {
    const { id } = order
    holding({ order, deed: 'delete', undone: () => navigate({ to: '/app/orders/$id', params: { id: String(id) } }) })
    void navigate({ to: '/app/orders', search: order.kind === 'restock' ? { kind: 'restock' } : {} })
  }
}
