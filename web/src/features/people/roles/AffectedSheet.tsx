import { Zap } from 'lucide-react'
import { useFormat } from '../../../lib/format.ts'
import { nameOf } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, Sheet } from '../../../ui/index.ts'
import { type Difference, isGain } from '../grants.ts'
import { useNaming, usePermissionName, useRoleName } from '../words.ts'
import type { Affected, Concerned } from './useAffected.ts'

const shownPeople = 6

/** What would change, for whom; before it is saved. */
export function AffectedSheet({ affected }: { affected: readonly Affected[] }) {
  const { t } = useTranslation('people')
  return (
    <Sheet title={t('affected.title')}>
      {affected.length === 0 ? (
        <p className="text-muted-foreground">{t('affected.none')}</p>
      ) : (
        <div className="grid gap-5">
          {affected.map(one => (
            <OfRole key={one.changed.role.id} {...one} />
          ))}
          <p className="flex gap-2 text-12 text-muted-foreground">
            <Zap aria-hidden className="mt-0.5 size-3.5 flex-none" />
            {t('affected.live')}
          </p>
        </div>
      )}
    </Sheet>
  )
}

function OfRole({ changed: { role, differences }, people, count }: Affected) {
  const { t } = useTranslation('people')
  const { number } = useFormat()
  const roleName = useRoleName()
  const rest = count - Math.min(people.length, shownPeople)
  return (
    <section className="grid gap-2" aria-label={roleName(role.name)}>
      <ul className="grid gap-1.5">
        {differences.map(difference => (
          <Change key={difference.code} {...difference} />
        ))}
      </ul>
      <h3 className="mt-2 [overflow-wrap:anywhere]">
        {t('affected.hold', { count, n: number(count), role: roleName(role.name) })}
      </h3>
      <ul className="grid gap-2.5">
        {people.slice(0, shownPeople).map(one => (
          <OnePerson key={one.user.id} {...one} roleId={role.id} />
        ))}
      </ul>
      {people.length > 0 && rest > 0 && (
        <p className="ps-9.5 text-12 text-muted-foreground">{t('affected.more', { count: rest, n: number(rest) })}</p>
      )}
    </section>
  )
}

function Change(difference: Difference) {
  const { t } = useTranslation('people')
  const name = usePermissionName()
  const gained = isGain(difference)
  const { code, from, to } = difference
  return (
    <li className={`role-change ${gained ? 'gained' : 'lost'}`}>
      <span>
        <span aria-hidden>{gained ? '+' : '−'}</span>
        <span className="sr-only">{t(gained ? 'affected.gained' : 'affected.lost')}</span>
      </span>
      <div className="min-w-0">
        <b className="font-medium">{name(code)}</b>
        {from !== null && to !== null && (
          <small>{t('affected.fromTo', { from: t(`reach.${from}`), to: t(`reach.${to}`) })}</small>
        )}
        {from === null && to !== 'all' && <small>{t(`reachOf.${to}`)}</small>}
      </div>
    </li>
  )
}

function OnePerson({ user, effect, roleId }: Concerned & { roleId: number }) {
  const { t } = useTranslation('people')
  const name = nameOf(user)
  return (
    <li className="flex gap-2.5">
      <Avatar name={name} />
      <div className="min-w-0">
        <b className="block truncate font-medium">{name}</b>
        <small className="block text-12 text-muted-foreground">
          {effect.length === 0 ? <Unmoved user={user} roleId={roleId} /> : <Effect effect={effect} />}
          {effect.length === 0 && user.roles.length < 2 && t('affected.same')}
        </small>
      </div>
    </li>
  )
}

function Unmoved({ user, roleId }: { user: Concerned['user']; roleId: number }) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const naming = useNaming()
  const others = user.roles.filter(({ id }) => id !== roleId).map(role => roleName(role.name))
  return others.length > 0 && t('affected.also', { roles: naming(others, 2) })
}

function Effect({ effect }: { effect: readonly Difference[] }) {
  const { t } = useTranslation('people')
  const name = usePermissionName()
  const naming = useNaming()
  const [gains, losses] = [effect.filter(isGain), effect.filter(difference => !isGain(difference))]
  const named = (some: readonly Difference[]) =>
    naming(
      some.map(({ code }) => name(code)),
      2,
    )
  if (losses.length === 0) return t('affected.gains', { permissions: named(gains) })
  if (gains.length === 0) return t('affected.loses', { permissions: named(losses) })
  return t('affected.both', { gained: named(gains), lost: named(losses) })
}
