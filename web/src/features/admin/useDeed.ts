import { useMemo, useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import { useOnce } from '../../lib/once.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { toast } from '../../ui/index.ts'
import type { Deed } from './deeds.ts'
import { type Model, pathOf, type Row } from './models.ts'

type Doer = { model: Model; row: Row; company: unknown; name: string }

/** Does a deed to a record. `act` says how it went; `perform` leaves that to whoever asked. */
export function useDeed({ model, row, company, name }: Doer) {
  const { t } = useTranslation('admin')
  const once = useOnce()
  const [isBusy, setBusy] = useState(false)

  async function perform({ name: deed, action }: Deed, body: Row = {}): Promise<Row | undefined> {
    const path = pathOf(action.path, row[model.key], company)
    const answer = await once({ path, body }, key => api.post<Row | undefined>(path, body, { once: key }))
    await invalidatePaths([model.list_path, '/api/audit-logs/', '/api/platform/'])
    toast(t(`deed.${deed}.done` as never, { name, defaultValue: t('actionDone', { name }) }))
    return answer
  }

  async function act(deed: Deed): Promise<void> {
    if (isBusy) return
    setBusy(true)
    try {
      await perform(deed)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast.error(error.message)
      void invalidatePaths([model.list_path])
    } finally {
      setBusy(false)
    }
  }

  return { act, perform, isBusy }
}

/** What a deed is called. One that these texts do not know is called as the API describes it. */
export function useDeedWords() {
  const { t } = useTranslation('admin')
  return useMemo(() => {
    const say = (deed: Deed, part: string, otherwise: string, values = {}) =>
      t(`deed.${deed.name}.${part}` as never, { defaultValue: otherwise, ...values }) as string
    return {
      button: (deed: Deed) => say(deed, 'button', deed.action.summary),
      title: (deed: Deed, name: string) => say(deed, 'title', `${deed.action.summary}: ${name}`, { name }),
      /** What it will do, beforehand. */
      says: (deed: Deed, name: string, row: Row) =>
        say(deed, 'says', '', { name, count: Number(row.users_count ?? 0) }),
      confirm: (deed: Deed) => say(deed, 'confirm', deed.action.summary),
    }
  }, [t])
}
