import { useState } from 'react'
import { ApiError, api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import type { Page } from '../../../lib/list.ts'
import { invalidatePaths, queryClient } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { type Grants, grantsOf, type Role } from '../grants.ts'
import { refusalOf } from '../people.ts'
import { useRoleName } from '../words.ts'
import type { Changed } from './draft.ts'

export const rolesPath = '/api/roles/'
export const rolePath = (id: number): string => `${rolesPath}${id}/`
const touched = [rolesPath, '/api/users/', '/api/companies/']

/** Replaces what a role allows, as it was read. */
export async function regrant({ id, version }: Pick<Role, 'id' | 'version'>, grants: Grants): Promise<Role> {
  const permissions = Object.entries(grants).map(([code, scope]) => ({ code, scope }))
  const path = `${rolePath(id)}assign_permissions/`
  const saved = await api.post<Role>(path, { permissions }, { once: newKey(), version })
  keepRole(saved)
  return saved
}

/** Shows what the server answered wherever roles are listed, before they are asked anew. */
function keepRole(saved: Role): void {
  queryClient.setQueriesData<Page<Role>>(
    { predicate: ({ queryKey }) => queryKey[0] === rolesPath },
    page => page && { ...page, results: page.results.map(role => (role.id === saved.id ? saved : role)) },
  )
}

/** Saves roles one after the other; what was saved before a refusal stays, the rest stays a draft. */
export function useSaveRoles(saved: (id: number) => void) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)

  async function save(changes: readonly Changed[], people: number): Promise<void> {
    if (isSaving) return
    setSaving(true)
    setError(null)
    const done: { before: Grants; role: Role }[] = []
    try {
      for (const { role, after } of changes) {
        done.push({ before: grantsOf(role), role: await regrant(role, after) })
        saved(role.id)
      }
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      // A conflict shows by itself, once the roles were read again.
      if (reason.status !== 412) setError(explained(reason, t))
    } finally {
      setSaving(false)
      await invalidatePaths(touched)
    }
    if (done.length === 0) return
    const roles = done.map(({ role }) => roleName(role.name)).join(', ')
    toast(t('save.done', { roles, count: people }), { undo: () => putBack(done, t('save.undone', { roles })) })
  }

  return { save, isSaving, error, clear: () => setError(null) }
}

async function putBack(done: readonly { before: Grants; role: Role }[], words: string): Promise<void> {
  try {
    for (const { before, role } of done) await regrant(role, before)
    toast(words)
  } catch (error) {
    toast.error(refusalOf(error))
  }
  await invalidatePaths(touched)
}

function explained(error: ApiError, t: (key: string) => string): ApiError {
  if (error.code !== 'escalation' && error.code !== 'own_roles') return error
  return new ApiError(error.status, { code: error.code, detail: t(`save.${error.code}`) })
}
