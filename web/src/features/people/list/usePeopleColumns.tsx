import { useMemo } from 'react'
import { nameOf, usePeople } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, When } from '../../../ui/index.ts'
import type { Column } from '../../../ui/table/index.ts'
import { StateTag } from '../parts/StateTag.tsx'
import type { User } from '../people.ts'
import { useRoleName } from '../words.ts'

/** Who they are, what they may do, when they were last here. */
export function usePeopleColumns(users: readonly User[]): Column<User>[] {
  const { t, i18n } = useTranslation('people')
  const roleName = useRoleName()
  const stamp = usePeople(users.map(({ id }) => id))
  return useMemo(() => {
    const list = new Intl.ListFormat(i18n.language, { style: 'short', type: 'unit' })
    const rolesOf = ({ roles }: User) =>
      roles.length === 0 ? t('noRole') : list.format(roles.map(({ name }) => roleName(name)))
    return [
      {
        id: 'username',
        header: t('field.person'),
        sort: 'username',
        phone: 'title',
        width: '18rem',
        value: nameOf,
        cell: user => (
          <span className="thing">
            <Avatar name={nameOf(user)} colour={stamp(user.id)?.avatar_color ?? null} />
            <span>
              <b>{nameOf(user)}</b>
              <small>
                {user.username}
                <span className="desk:hidden"> · {rolesOf(user)}</span>
              </small>
            </span>
          </span>
        ),
      },
      { id: 'email', header: t('field.email'), sort: 'email', cell: ({ email }) => email },
      { id: 'roles', header: t('field.roles'), value: rolesOf, cell: rolesOf },
      {
        id: 'status',
        header: t('field.status'),
        phone: 'value',
        value: user => `${user.status} ${user.locked_until}`,
        cell: user => <StateTag user={user} />,
      },
      {
        id: 'last_login_at',
        header: t('field.lastSignIn'),
        align: 'end',
        value: () => null,
        cell: ({ last_login_at: at }) =>
          at ? <When iso={at} /> : <span className="text-muted-foreground">{t('never')}</span>,
      },
      {
        id: 'created_at',
        header: t('field.created'),
        align: 'end',
        sort: 'created_at',
        hidden: true,
        cell: ({ created_at }) => <When iso={created_at} />,
      },
    ]
  }, [t, i18n.language, roleName, stamp])
}
