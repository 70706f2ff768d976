import type { Order } from '../orders.ts'
import { orderRoute } from '../routes.ts'
import { AssignDialog } from './AssignDialog.tsx'
import { FulfilDialog } from './FulfilDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { Doer } from './useDeed.ts'

/** The dialog that the address names, to those who may. */
export function OrderDialogs({ order, doer }: { order: Order; doer: Doer }) {
  const doing = orderRoute.useSearch().do
  const navigate = orderRoute.useNavigate()
  const { abilities } = order
  const close = () => {
    doer.clear()
    void navigate({ search: {}, replace: true })
  }
  const given = { order, doer, onClose: close }
  if (doing === 'fulfil' && abilities.fulfill) return <FulfilDialog {...given} />
  if (doing === 'assign' && abilities.assign) return <AssignDialog {...given} />
  if (doing === 'reject' && abilities.reject) return <ReasonDialog {...given} deed="reject" />
  if (doing === 'cancel' && abilities.cancel) return <ReasonDialog {...given} deed="cancel" />
  return null
}

export type DialogGiven = { order: Order; doer: Doer; onClose: () => void }
