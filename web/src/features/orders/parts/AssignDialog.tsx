import { useState } from 'react'
import { useSession } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import { nameOf, useNames } from '../../../lib/names.ts'
import { findPeople } from '../../../lib/people.ts'
import { invalidatePaths, useQueryClient } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Combobox, type Option } from '../../../ui/Combobox.tsx'
import { Button, Dialog, Field, toast } from '../../../ui/index.ts'
import { type Order, orderPath, touched } from '../orders.ts'
import type { DialogGiven } from './OrderDialogs.tsx'
import { RefusalNote } from './RefusalNote.tsx'

/** Gives the order to a colleague; can be undone, so it is shown at once. */
export function AssignDialog({ order, doer, onClose }: DialogGiven) {
  const { t } = useTranslation('orders')
  const { user } = useSession()
  const current = useNames([order.assigned_to])(order.assigned_to)
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Option | null>(null)
  const assign = async (whom: Option | null) => {
    const key = [orderPath(order.id)]
    client.setQueryData<Order>(
      key,
      before => before && { ...before, assigned_to: whom === null ? null : Number(whom.id) },
    )
    const changed = await doer.perform('assign', { user: whom?.id ?? null })
    if (!changed) {
      client.setQueryData<Order>(key, before => before && { ...before, assigned_to: order.assigned_to })
      return
    }
    const values = { number: order.number, who: whom?.label }
    toast(t(whom ? 'done.assigned' : 'done.unassigned', values), { undo: () => takeBack(changed, order.assigned_to) })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={isOpen => !isOpen && onClose()}
      title={t('assign.title', { number: order.number })}
      {...(order.assigned_to !== null && { description: t('assign.now', { who: current }) })}
      actions={
        <>
          {order.assigned_to !== null && (
            <Button kind="bare" busy={doer.busyWith === 'assign'} onClick={() => assign(null)}>
              {t('assign.nobody')}
            </Button>
          )}
          {order.assigned_to !== user.id && (
            <Button busy={doer.busyWith === 'assign'} onClick={() => assign({ id: user.id, label: nameOf(user) })}>
              {t('assign.me')}
            </Button>
          )}
          <Button
            kind="primary"
            busy={doer.busyWith === 'assign'}
            disabled={!chosen}
            onClick={() => chosen && assign(chosen)}
          >
            {t('assign.confirm')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label={t('assign.whom')}>
          <Combobox
            value={chosen}
            onChange={setChosen}
            load={text => findPeople(text, 'true')}
            placeholder={t('assign.find')}
          />
        </Field>
        <RefusalNote refusal={doer.refusal} />
      </div>
    </Dialog>
  )
}

async function takeBack({ id, version }: Order, user: number | null): Promise<void> {
  await api.post(`${orderPath(id)}assign/`, { user }, { once: newKey(), version })
  await invalidatePaths(touched)
}
