import { useCan } from '../../../app/session.ts'
import { nameOf, usePeople } from '../../../lib/names.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, Drawer, ErrorState, KeyValues, RouterLink, Skeleton, When } from '../../../ui/index.ts'
import { StateTag } from '../parts/StateTag.tsx'
import { type User, userPath } from '../people.ts'
import { EditPerson } from './EditPerson.tsx'
import { PersonActs } from './PersonActs.tsx'
import { PersonNotes } from './PersonNotes.tsx'
import { PersonRoles } from './PersonRoles.tsx'

type PersonDrawerProps = { id: number; isEditing: boolean; edit: (isEditing: boolean) => void; close: () => void }

/** One person: facts, roles, and what can be done about them. */
export function PersonDrawer({ id, isEditing, edit, close }: PersonDrawerProps) {
  const { t } = useTranslation('people')
  const can = useCan()
  const { data: user, error, refetch } = useGet<User>(userPath(id))
  return (
    <Drawer
      open
      onOpenChange={open => !open && close()}
      title={user ? <Title user={user} /> : t('person')}
      {...(user && { actions: <PersonActs user={user} edit={() => edit(true)} /> })}
    >
      {error && !user ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : user ? (
        <div className="grid gap-5">
          <PersonNotes user={user} />
          <Facts user={user} />
          <PersonRoles user={user} />
          {can('VIEW_AUDIT_LOGS') && <AuditLinks user={user} />}
        </div>
      ) : (
        <Skeleton shape="text" rows={6} />
      )}
      {user && isEditing && can('UPDATE_USER') && <EditPerson user={user} close={() => edit(false)} />}
    </Drawer>
  )
}

function Title({ user }: { user: User }) {
  const stamp = usePeople([user.id])(user.id)
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={nameOf(user)} colour={stamp?.avatar_color ?? null} size="lg" />
      <span className="min-w-0 flex-1 line-clamp-3 [overflow-wrap:anywhere]">{nameOf(user)}</span>
    </span>
  )
}

function Facts({ user }: { user: User }) {
  const { t } = useTranslation('people')
  return (
    <KeyValues
      className="[&_dd]:[overflow-wrap:anywhere]"
      items={[
        [t('field.status'), <StateTag key="state" user={user} />],
        [t('field.username'), user.username],
        [
          t('field.email'),
          <a key="mail" className="link" href={`mailto:${encodeURIComponent(user.email).replace('%40', '@')}`}>
            {user.email}
          </a>,
        ],
        [
          t('field.lastSignIn'),
          user.last_login_at ? <When key="last" iso={user.last_login_at} as="dateTime" /> : t('never'),
        ],
        user.must_change_password && [t('field.password'), t('mustChange')],
        [t('field.created'), <When key="created" iso={user.created_at} as="date" />],
      ]}
    />
  )
}

function AuditLinks({ user: { id } }: { user: User }) {
  const { t } = useTranslation('people')
  return (
    <section className="grid gap-2">
      <h3>{t('audit.title')}</h3>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        <li>
          <RouterLink className="link" to="/app/audit" search={{ actor: id }}>
            {t('audit.by')}
          </RouterLink>
        </li>
        <li>
          <RouterLink className="link" to="/app/audit" search={{ object_type: 'user', object_id: id }}>
            {t('audit.about')}
          </RouterLink>
        </li>
      </ul>
    </section>
  )
}
