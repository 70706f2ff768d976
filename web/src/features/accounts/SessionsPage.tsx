import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { leave, useSession } from '../../app/session.ts'
import { api } from '../../lib/api.ts'
import { useList } from '../../lib/list.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { useSave } from '../../lib/save.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ConfirmDialog, ErrorState, Note, PageHead, Sheet, Skeleton, toast } from '../../ui/index.ts'
import { placeOf } from './parts/whereTo.ts'
import { type OwnSession, SessionList } from './SessionList.tsx'

const path = '/api/auth/sessions/'
const stale = [path]

/** Where one is signed in; the same page in both consoles, and in a shop. */
export default function SessionsPage() {
  const { t } = useTranslation('accounts')
  const { user } = useSession()
  const { rows, count, next, isLoading, error, refetch } = useList<OwnSession>(path, { page_size: 200 })
  const others = rows.filter(({ current }) => !current)
  const { mutate: endAll, isPending } = useEndAll()
  const everywhere = useEverywhere()
  return (
    <>
      <PageHead
        title={t('sessions.title')}
        sub={count > 0 && t('sessions.sub', { count })}
        actions={
          <>
            {others.length > 0 && (
              <Button busy={isPending} onClick={() => endAll(others)}>
                {t('sessions.others', { count: others.length })}
              </Button>
            )}
            <Button kind="danger" icon={LogOut} onClick={() => everywhere.ask(true)}>
              {t('sessions.all')}
            </Button>
          </>
        }
      />
      <Sheet flush>
        {isLoading ? (
          <Skeleton rows={3} label={t('sessions.title')} />
        ) : error && rows.length === 0 ? (
          <ErrorState error={error} title={t('sessions.readError')} onRetry={refetch} />
        ) : (
          <SessionList sessions={rows} />
        )}
      </Sheet>
      {next && <Note tone="neutral">{t('sessions.more')}</Note>}
      <p className="text-muted-foreground">
        {t('sessions.hint')}{' '}
        <Link className="link" to={`${placeOf(user)}/profile`} hash="password">
          {t('sessions.changePassword')}
        </Link>
      </p>
      <ConfirmDialog
        open={everywhere.isAsked}
        onOpenChange={everywhere.ask}
        title={t('sessions.allTitle')}
        confirm={t('sessions.all')}
        cancel={t('sessions.keep')}
        onConfirm={everywhere.end}
      >
        <p>{t('sessions.allText', { count })}</p>
      </ConfirmDialog>
    </>
  )
}

/** One after the other; what is gone already is as wished. */
function useEndAll() {
  const { t } = useTranslation('accounts')
  return useSave(
    async (sessions: OwnSession[]) => {
      for (const { id } of sessions) await api.delete(`${path}${id}/`).catch(ignoreMissing)
      return sessions.length
    },
    {
      invalidates: stale,
      done: count => toast(t('sessions.othersEnded', { count })),
      failed: error => {
        void invalidatePaths(stale)
        toast.error(t('sessions.notEnded', { why: error.message }))
      },
    },
  )
}

function ignoreMissing(error: { status?: number }): void {
  if (error.status !== 404) throw error
}

/** The question lives in the address; a yes leads to the sign-in page. */
function useEverywhere() {
  const navigate = useNavigate()
  const { end } = useSearch({ strict: false }) as { end?: string }
  return {
    isAsked: end === 'all',
    ask: (isAsked: boolean) => void navigate({ to: '.', search: isAsked ? { end: 'all' } : {}, replace: !isAsked }),
    end: async () => {
      await api.post('/api/auth/logout-all/', undefined, { headers: { 'x-session': 'cookie' } })
      leave('signed_out')
    },
  }
}
