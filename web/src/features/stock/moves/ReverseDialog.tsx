import { useState } from 'react'
import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, Note, TextInput, toast } from '../../../ui/index.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { useMoveWords } from '../parts/moveWords.ts'
import { touched } from '../places.ts'
import { usePost, useSending } from '../sending.ts'
import { movesPath as path, useMove } from './useMove.ts'

/** Undoes a move by an opposite one; both stay in the ledger. */
export function ReverseDialog({ id, close }: { id: number; close: () => void }) {
  const { t } = useTranslation('stock')
  const { signed, number, dateTime } = useFormat()
  const words = useMoveWords()
  const { move } = useMove(id)
  const [reason, setReason] = useState('')
  const post = usePost()
  const form = useSending({
    check: () => ({ reason: reason.trim() === '' ? t('needed.reason') : undefined }),
    send: async () => {
      const { moves } = await post<{ moves: Move[] }>(`${path}${id}/reverse/`, { reason: reason.trim() })
      void invalidatePaths(touched)
      toast(t('reverse.done', { count: moves.length, n: number(moves.length) }))
      close()
    },
  })
  return (
    <FormDialog
      title={t('reverse.title')}
      description={move && `${move.product_name} · ${words.cause(move)} · ${dateTime(move.at)}`}
      submit={t('reverse.submit')}
      form={form}
      fields={['reason']}
      close={close}
    >
      {move && (
        <Note>
          {move.change === 0
            ? t('reverse.back', { n: number(move.quantity), way: words.way(move) })
            : t('reverse.what', { change: signed(-move.change), was: signed(move.change) })}
        </Note>
      )}
      <Field label={t('reverse.why')} hint={t('reverse.hint')} error={form.errors.reason}>
        <TextInput
          value={reason}
          onChange={event => setReason(event.target.value)}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  )
}
