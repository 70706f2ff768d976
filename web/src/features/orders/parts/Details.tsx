import { Link } from '@tanstack/react-router'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { nameOf, useNames, usePeople } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, KeyValues, Sheet, When } from '../../../ui/index.ts'
import { type Order, useLocations } from '../orders.ts'
import { Reasoning } from './Reasoning.tsx'

/** Who it is for and everything else that is known of it. */
export function Details({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const name = useNames([order.created_by, order.assigned_to])
  const locations = useLocations()
  const place = locations.find(({ id }) => id === order.location)?.name
  return (
    <>
      {order.reasoning && <Reasoning reasoning={order.reasoning} />}
      {order.customer !== null && <Customer id={order.customer} />}
      <Sheet title={t('details.title')}>
        <KeyValues
          items={[
            [t('details.assigned'), name(order.assigned_to)],
            [t('details.kind'), t(`kinds.${order.kind}`)],
            [t('details.by'), order.created_by === null ? t('byItself') : name(order.created_by)],
            [
              t(`details.location.${order.kind}`),
              order.location === null ? t('details.anywhere') : (place ?? `#${order.location}`),
            ],
            order.hold_expires_at !== null && [t('details.holds'), format.dateTime(order.hold_expires_at)],
            [t('details.changed'), <When key="changed" iso={order.updated_at} as="dateTime" />],
            [t('details.version'), format.number(order.version)],
          ]}
        />
        {order.note && (
          <div className="mt-3 border-t border-border pt-3">
            <h3 className="text-12 text-muted-foreground">{t('details.note')}</h3>
            <p className="whitespace-pre-line break-words">{order.note}</p>
          </div>
        )}
      </Sheet>
    </>
  )
}

function Customer({ id }: { id: number }) {
  const { t } = useTranslation('orders')
  const person = usePeople([id])(id)
  const { count } = useList('/api/orders/', { customer: id, page_size: 1 })
  const name = person ? nameOf(person) : `#${id}`
  return (
    <Sheet
      title={t('details.customer')}
      actions={
        count > 0 && (
          <Link to="/app/orders" search={{ customer: id }} className="link text-12">
            {t('details.orders', { count })}
          </Link>
        )
      }
    >
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={name} colour={person?.avatar_color} />
        <div className="min-w-0">
          <b className="block truncate font-semibold">{name}</b>
          {person && <span className="block truncate text-12 text-muted-foreground">{person.username}</span>}
        </div>
      </div>
    </Sheet>
  )
}
