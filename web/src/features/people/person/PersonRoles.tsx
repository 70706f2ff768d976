import { Lock, Plus, X } from 'lucide-react'
import { useCan } from '../../../app/session.ts'
import { nameOf } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, IconButton, Menu, MenuItem, MenuLabel } from '../../../ui/index.ts'
import type { Role } from '../grants.ts'
import type { User } from '../people.ts'
import { useAuthority } from '../useAuthority.ts'
import { useRoleDescription, useRoleName } from '../words.ts'
import { useLocks } from './useLocks.ts'
import { usePersonActs } from './usePersonActs.ts'

/** The roles somebody has; giving and taking act at once and can be undone. */
export function PersonRoles({ user }: { user: User }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const { roles } = useAuthority()
  const locks = useLocks(user)
  const mayAssign = can('ASSIGN_ROLES')
  const others = roles.filter(({ id }) => user.roles.every(held => held.id !== id))
  return (
    <section className="grid gap-2">
      <h3>{t('field.roles')}</h3>
      {user.roles.length === 0 && <p className="text-muted-foreground">{t('noRoleText')}</p>}
      <ul className="grid">
        {user.roles.map(role => (
          <Held key={role.id} user={user} role={roles.find(({ id }) => id === role.id) ?? role} />
        ))}
      </ul>
      {mayAssign && locks.roles && <Reason text={locks.roles} />}
      {mayAssign && !locks.roles && others.length > 0 && <GiveRole user={user} others={others} />}
    </section>
  )
}

type Shown = { id: number; name: string; description?: string }

function Held({ user, role }: { user: User; role: Shown }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const roleName = useRoleName()
  const locks = useLocks(user)
  const acts = usePersonActs(user)
  const describe = useRoleDescription()
  const [name, reason] = [roleName(role.name), (role.name === 'owner' && locks.lastOwner) || locks.role(role.id)]
  return (
    <li className="flex items-center gap-3 border-b border-border py-2 last:border-0">
      <span className="min-w-0 flex-1">
        <b className="block font-medium [overflow-wrap:anywhere]">{name}</b>
        {role.description && (
          <small className="block text-muted-foreground line-clamp-2">{describe(role.description)}</small>
        )}
        {can('ASSIGN_ROLES') && !locks.roles && reason && <Reason text={reason} />}
      </span>
      {can('ASSIGN_ROLES') && !locks.roles && !reason && (
        <IconButton
          icon={X}
          label={t('roles.take', { role: name, name: nameOf(user) })}
          busy={acts.isBusy}
          onClick={() => acts.remove(role)}
        />
      )}
    </li>
  )
}

function GiveRole({ user, others }: { user: User; others: readonly Role[] }) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const locks = useLocks(user)
  const acts = usePersonActs(user)
  const describe = useRoleDescription()
  return (
    <Menu
      align="start"
      trigger={
        <Button icon={Plus} size="sm" busy={acts.isBusy} className="justify-self-start">
          {t('roles.give')}
        </Button>
      }
    >
      <MenuLabel>{t('roles.giveTo', { name: nameOf(user) })}</MenuLabel>
      {others.map(role => {
        const reason = locks.role(role.id)
        return (
          <MenuItem
            key={role.id}
            disabled={reason !== null}
            {...(reason && { icon: Lock })}
            onSelect={() => acts.assign(role)}
          >
            <span className="block truncate">{roleName(role.name)}</span>
            <small className="block pb-1 text-12 text-muted-foreground">{reason ?? describe(role.description)}</small>
          </MenuItem>
        )
      })}
    </Menu>
  )
}

function Reason({ text }: { text: string }) {
  return (
    <small className="flex gap-1.5 text-muted-foreground">
      <Lock aria-hidden className="mt-0.5 size-3 flex-none" />
      {text}
    </small>
  )
}
