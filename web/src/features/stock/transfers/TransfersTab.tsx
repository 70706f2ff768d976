import { ArrowLeftRight, PackageCheck, Truck } from 'lucide-react'
import type { Transfer } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Empty, Tag, When } from '../../../ui/index.ts'
import { type Column, DataTable, type Filter } from '../../../ui/table/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import type { TabProps } from '../address.ts'
import { useLocationOptions, useProductFilter } from '../levels/useLevelFilters.ts'
import { useProducts } from '../products.ts'

/** What was sent off to be received later, and what of it is still on its way. */
export function TransfersTab({ search, onSearch, open }: TabProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const list = useList<Transfer>('/api/stock/transfers/', search)
  const mayReceive = can('TRANSFER_STOCK')
  return (
    <DataTable
      name="stock-transfers"
      label={t('tabs.transfers')}
      list={list}
      columns={useColumns(list.rows)}
      rowId={row => row.id}
      rowLabel={row => t('transfers.row', { name: row.product_name, id: row.id })}
      search={search}
      onSearch={onSearch}
      searchPlaceholder={t('levels.search')}
      filters={useFilters()}
      views={[{ id: 'open', label: t('transfers.open'), search: { status: 'in_transit' } }]}
      {...(mayReceive && {
        onOpen: (row: Transfer) => row.status === 'in_transit' && open('receive', { id: row.id }),
        rowActions: (row: Transfer) =>
          row.status === 'in_transit' && (
            <Button size="sm" icon={PackageCheck} onClick={() => open('receive', { id: row.id })}>
              {t('receive.button')}
            </Button>
          ),
      })}
      exportPath="/api/stock/transfers/"
      empty={
        <Empty
          title={t('transfers.empty')}
          actions={
            mayReceive && (
              <Button kind="primary" icon={ArrowLeftRight} onClick={() => open('transfer')}>
                {t('transfer.button')}
              </Button>
            )
          }
        >
          {t('transfers.teach')}
        </Empty>
      }
    />
  )
}

function useColumns(rows: readonly Transfer[]): Column<Transfer>[] {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const products = useProducts(rows.map(({ product }) => product))
  const nameOf = useNames(rows.flatMap(({ created_by, received_by }) => [created_by, received_by]))
  return [
    {
      id: 'product_name',
      header: t('field.product'),
      phone: 'title',
      width: '260px',
      cell: row => (
        <span className="thing">
          <ProductPicture product={products.get(row.product) ?? { name: row.product_name, image: null }} />
          <span>
            <b>{row.product_name}</b>
            <small>{row.sku}</small>
          </span>
        </span>
      ),
    },
    {
      id: 'way',
      header: t('transfers.way'),
      phone: 'detail',
      cell: ({ from_name, to_name }) => (
        <span className="block max-w-72 truncate">{t('moves.way', { from: from_name, to: to_name })}</span>
      ),
    },
    {
      id: 'status',
      header: t('field.state'),
      phone: 'figure',
      cell: ({ status }) =>
        status === 'in_transit' ? (
          <Tag tone="info" icon={Truck}>
            {t('transfers.in_transit')}
          </Tag>
        ) : (
          <Tag tone="success" icon={PackageCheck}>
            {t('transfers.received')}
          </Tag>
        ),
    },
    {
      id: 'in_transit',
      header: t('transfers.left'),
      align: 'end',
      phone: 'value',
      cell: ({ in_transit, quantity: sent, unit }) => (
        <b className="font-semibold">
          {in_transit === sent
            ? quantity(sent, unit)
            : t('transfers.leftOf', { left: quantity(in_transit), sent: quantity(sent, unit) })}
        </b>
      ),
    },
    { id: 'created_by', header: t('transfers.sentBy'), cell: ({ created_by }) => nameOf(created_by) },
    {
      id: 'created_at',
      header: t('transfers.sentAt'),
      sort: 'id',
      cell: ({ created_at }) => <When iso={created_at} className="text-muted-foreground" />,
    },
    {
      id: 'received_by',
      header: t('transfers.receivedBy'),
      hidden: true,
      cell: ({ received_by }) => nameOf(received_by),
    },
    { id: 'received_at', header: t('transfers.receivedAt'), cell: ({ received_at }) => <When iso={received_at} /> },
    {
      id: 'reason',
      header: t('field.reason'),
      hidden: true,
      cell: ({ reason }) => <span className="block max-w-60 truncate">{reason || '–'}</span>,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation('stock')
  const places = useLocationOptions()
  const product = useProductFilter()
  return [
    product,
    ...(['from_location', 'to_location'] as const).map(id => ({
      id,
      label: t(`field.${id}`),
      kind: 'choice' as const,
      options: places,
    })),
    { id: 'created_at', label: t('transfers.sentAt'), kind: 'date' },
  ]
}
