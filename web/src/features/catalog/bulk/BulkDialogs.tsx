import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Option } from '../../../ui/Combobox.tsx'
import { Combobox } from '../../../ui/Combobox.tsx'
import { Button, ConfirmDialog, Dialog, Field, MoneyInput, Note, NumberInput } from '../../../ui/index.ts'
import type { Changes } from '../changes.ts'
import { findColleagues } from '../people.ts'
import type { Asked, Bulk } from './useBulk.ts'

/** The questions of the bulk bar, and afterwards what was refused. */
export function BulkDialogs({ bulk }: { bulk: Bulk }) {
  const { asked, ask } = bulk
  const close = () => ask(null)
  return (
    <>
      {asked && asked.what !== 'delete' && <Ask key={asked.what} asked={asked} bulk={bulk} close={close} />}
      {asked?.what === 'delete' && <Delete asked={asked} bulk={bulk} close={close} />}
      {bulk.refused.length > 0 && <RefusedList bulk={bulk} />}
    </>
  )
}

type AskProps = { asked: Asked; bulk: Bulk; close: () => void }

function Ask({ asked: { what, rows, clear }, bulk, close }: AskProps) {
  const { t } = useTranslation('catalog')
  const { money, number } = useFormat()
  const [value, setValue] = useState('')
  const [person, setPerson] = useState<Option | null>(null)
  const [error, setError] = useState<string>()
  const count = rows.length

  function save(): void {
    const wish = read()
    if (wish === null) {
      setError(t(what === 'price' ? 'cell.priceInvalid' : 'cell.reorderInvalid'))
      return
    }
    close()
    void bulk.change(rows, wish.changes, wish.said).then(clear)
  }

  function read(): { changes: Changes; said: (count: number) => string } | null {
    if (what === 'assign')
      return {
        changes: { assigned_to: person ? Number(person.id) : null },
        said: n => t(person ? 'bulk.assigned' : 'bulk.unassigned', { count: n, name: person?.label }),
      }
    if (what === 'reorder' && value === '')
      return { changes: { reorder_point: null }, said: n => t('bulk.reorderNone', { count: n }) }
    if (!/^\d+(\.\d+)?$/.test(value)) return null
    return what === 'price'
      ? { changes: { price: value }, said: n => t('bulk.priceSaid', { count: n, price: money(value) }) }
      : {
          changes: { reorder_point: Number(value) },
          said: n => t('bulk.reorderSaid', { count: n, point: number(Number(value)) }),
        }
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={t(`bulk.ask.${what}`, { count })}
      actions={
        <>
          <Button kind="bare" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button kind="primary" type="submit" form="bulk">
            {t(`bulk.do.${what}`, { count })}
          </Button>
        </>
      }
    >
      <form
        id="bulk"
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          save()
        }}
      >
        {what === 'price' && (
          <Field label={t('field.price')} error={error}>
            <MoneyInput value={value} onValue={setValue} autoFocus />
          </Field>
        )}
        {what === 'reorder' && (
          <Field label={t('field.reorderAt')} hint={t('bulk.reorderHint')} error={error} optional>
            <NumberInput value={value} onValue={setValue} autoFocus />
          </Field>
        )}
        {what === 'assign' && (
          <Field label={t('field.assigned')} hint={t('bulk.assignHint')} optional>
            <Combobox value={person} onChange={setPerson} load={findColleagues} clearable placeholder={t('nobody')} />
          </Field>
        )}
        <p className="text-muted-foreground">
          {t('bulk.which', { count: Math.max(0, count - 1), name: rows[0]?.name })}
        </p>
      </form>
    </Dialog>
  )
}

function Delete({ asked: { rows, clear }, bulk, close }: AskProps) {
  const { t } = useTranslation('catalog')
  const count = rows.length
  const held = rows.filter(row => row.reserved > 0).length
  return (
    <ConfirmDialog
      open
      onOpenChange={open => !open && close()}
      title={t('bulk.ask.delete', { count })}
      confirm={t('bulk.do.delete', { count })}
      typed={t('bulk.typed', { count })}
      onConfirm={() => {
        void bulk.remove(rows).then(clear)
      }}
    >
      <p>{t('delete.what', { count })}</p>
      {held > 0 && <Note tone="warn">{t('delete.held', { count: held })}</Note>}
    </ConfirmDialog>
  )
}

function RefusedList({ bulk: { refused, forget } }: { bulk: Bulk }) {
  const { t } = useTranslation('catalog')
  return (
    <Dialog
      open
      onOpenChange={open => !open && forget()}
      role="alertdialog"
      title={t('bulk.refused', { count: refused.length })}
      description={t('bulk.refusedHint')}
      actions={
        <Button kind="primary" onClick={forget}>
          {t('common:act.close')}
        </Button>
      }
    >
      <ul className="grid gap-3">
        {refused.map(({ id, name, reason }) => (
          <li key={id} className="min-w-0">
            <b className="block truncate font-medium">{name}</b>
            <span className="text-danger-text">{reason}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
