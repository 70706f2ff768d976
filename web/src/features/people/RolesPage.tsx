import { useBlocker } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useCan } from '../../app/session.ts'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import {
  Button,
  ConfirmDialog,
  ErrorState,
  NoMatch,
  PageHead,
  SearchInput,
  Sheet,
  Skeleton,
  useKey,
} from '../../ui/index.ts'
import { AffectedSheet } from './roles/AffectedSheet.tsx'
import { changesOf } from './roles/draft.ts'
import { PermissionGrid } from './roles/PermissionGrid.tsx'
import { PhoneRole } from './roles/PhoneRole.tsx'
import { PresetSheet } from './roles/PresetSheet.tsx'
import { useSections } from './roles/permissions.ts'
import { RoleDialog } from './roles/RoleDialog.tsx'
import { SaveBar } from './roles/SaveBar.tsx'
import { useAffected } from './roles/useAffected.ts'
import { useRoleColumns } from './roles/useRoleColumns.ts'
import { useRoleDraft } from './roles/useRoleDraft.ts'
import { useSaveRoles } from './roles/useSaveRoles.ts'
import { rolesRoute } from './routes.ts'
import { useAuthority } from './useAuthority.ts'
import { usePermissionName } from './words.ts'

/** Who may do what: every permission and every role, what a change would mean, and for whom. */
export default function RolesPage() {
  const { t } = useTranslation('people')
  const can = useCan()
  const search = rolesRoute.useSearch()
  const navigate = rolesRoute.useNavigate()
  const go = useCallback(
    (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  )
  const { list, roles, held } = useAuthority()
  const { draft, setCell, keepMine, drop, clear } = useRoleDraft(roles)
  const columns = useRoleColumns(roles, held, draft)
  const changes = changesOf(draft, roles)
  const affected = useAffected(changes, roles)
  const saving = useSaveRoles(drop)
  const sections = useSections(roles, held, String(search.find ?? ''))
  const { note, refuse } = useRefusal()
  const shown =
    roles.find(({ id }) => id === Number(search.role))?.id ??
    columns.find(({ lock }) => lock === null)?.role.id ??
    roles[0]?.id
  const staff = columns.find(({ role }) => role.built_in && role.name === 'staff')
  const renamed = roles.find(({ id }) => id === Number(search.rename))
  const [mayAdd, mayAssign] = [can('CREATE_ROLE'), can('ASSIGN_PERMISSIONS')]
  const add = () => go({ new: 1 })
  useKey('c', add, { enabled: mayAdd })
  return (
    <>
      <PageHead
        title={t('roles.title')}
        sub={roles.length > 0 && t('roles.sub', { count: roles.length })}
        actions={
          mayAdd && (
            <Button kind={changes.length > 0 ? 'plain' : 'primary'} icon={Plus} kbd="C" onClick={add}>
              {t('role.new')}
            </Button>
          )
        }
      />
      <div className="roles-split">
        <Sheet flush>
          <header className="flex flex-wrap items-center gap-3 px-4 py-3">
            <p className="min-w-0 flex-1 basis-64 text-12 text-muted-foreground" role="status">
              {note ?? t(mayAssign ? 'grid.hint' : 'grid.lookOnly')}
              {!note && mayAssign && <span className="max-desk:hidden"> {t('grid.keys')}</span>}
            </p>
            <SearchInput
              value={String(search.find ?? '')}
              onSearch={find => go({ find: find || undefined })}
              label={t('grid.find')}
              className="max-desk:w-full desk:w-60"
            />
          </header>
          <PhoneRole columns={columns} shown={shown} show={role => go({ role })} />
          {list.isLoading ? (
            <Skeleton rows={10} label={t('roles.title')} />
          ) : list.error && roles.length === 0 ? (
            <ErrorState error={list.error} onRetry={list.refetch} />
          ) : sections.length === 0 ? (
            <NoMatch search={String(search.find ?? '')} onClear={() => go({ find: undefined })} />
          ) : (
            <PermissionGrid {...{ sections, columns, held, shown }} onCell={setCell} onRefused={refuse} />
          )}
          {changes.length > 0 && (
            <SaveBar
              changes={changes}
              people={affected.count}
              isSaving={saving.isSaving}
              error={saving.error}
              save={() => void saving.save(changes, affected.count)}
              discard={() => {
                clear()
                saving.clear()
              }}
              keepMine={({ role }) => keepMine(role)}
              dropMine={({ role }) => drop(role.id)}
            />
          )}
        </Sheet>
        <div className="grid gap-4">
          {mayAssign && <AffectedSheet affected={affected.each} />}
          <PresetSheet staff={staff?.role} lock={staff?.lock ?? null} />
        </div>
      </div>
      {mayAdd && search.new !== undefined && (
        <RoleDialog
          edited={null}
          {...{ roles, held }}
          made={({ id }) => go({ role: id })}
          close={() => go({ new: undefined })}
        />
      )}
      {can('UPDATE_ROLE') && renamed && (
        <RoleDialog
          key={renamed.id}
          edited={renamed}
          {...{ roles, held }}
          made={() => {}}
          close={() => go({ rename: undefined })}
        />
      )}
      <Leaving isDirty={changes.length > 0} />
    </>
  )
}

/** Says why a cell cannot be pressed, where the hint stands. */
function useRefusal() {
  const { t } = useTranslation('people')
  const name = usePermissionName()
  const [code, setCode] = useState<string | null>(null)
  const note = code && t('lock.cell', { permission: name(code) })
  return { note, refuse: useCallback((refused: string) => setCode(refused), []) }
}

function Leaving({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation('people')
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      open={blocker.status === 'blocked'}
      onOpenChange={open => !open && blocker.status === 'blocked' && blocker.reset()}
      title={t('leave.title')}
      confirm={t('leave.confirm')}
      cancel={t('leave.stay')}
      onConfirm={() => blocker.status === 'blocked' && blocker.proceed()}
    >
      <p>{t('leave.text')}</p>
    </ConfirmDialog>
  )
}
