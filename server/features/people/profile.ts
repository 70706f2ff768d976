import { knownNotifications } from '../../contracts.ts'
import { found, invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import type { Ctx, Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import type { ProfileChangesBody, ProfileReply } from './contract.ts'
import { assertNamesFree, namingTaken } from './person.ts'
import { endLinks } from './sessions.ts'

/** One's own profile. */
export async function getProfile({ tx, tenantId, actor }: ReadCtx): Promise<ProfileReply> {
  const [profile] = await tx.rows(profileOf(tenantId, actor.userId))
  return found(profile)
}

/** Changes one's own profile. Throws 400 on a taken e-mail or on notifications that nobody sends, 412. */
export async function changeProfile(ctx: Ctx, { body }: Input<ProfileChangesBody>): Promise<ProfileReply> {
  const { tx, tenantId, actor, deployment } = ctx
  const [row] = await tx.rows(sql<ProfileReply>`${profileOf(tenantId, actor.userId)} for update`)
  const before = found(row)
  assertVersion(before.version, ctx.ifMatch, body.version)
  assertKnown(body.notifications, before.notifications)
  const wanted = { ...before, ...changesIn(body) }
  const changed = changedFields(before, wanted)
  if (changed.length === 0) return before
  const names = changed.includes('email') ? { email: wanted.email } : {}
  if (changed.includes('email')) endLinks(ctx, actor.userId)
  await assertNamesFree(tx, tenantId, names, actor.userId)
  tx.queue(sql`update users set name = ${wanted.name}, email = ${wanted.email}, email_key = ${foldKey(wanted.email)},
    locale = ${wanted.locale}, avatar_color = ${wanted.avatar_color}, notifications = ${wanted.notifications},
    updated_at = now(), version = version + 1 where tenant_id = ${tenantId} and id = ${actor.userId}`)
  tx.queue(sql`update platform.logins set email = ${wanted.email}, email_key = ${foldKey(wanted.email)}
    where tenant_id = ${tenantId} and user_id = ${actor.userId} and email <> ${wanted.email}`)
  const pick = (profile: ProfileReply) => Object.fromEntries(changed.map(field => [field, profile[field]]))
  record(ctx, {
    action: 'user.updated',
    object: { type: 'user', id: actor.userId },
    before: pick(before),
    after: pick(wanted),
  })
  const commit = () => tx.commit(profileOf(tenantId, actor.userId))
  const [[after]] = await namingTaken(deployment.door, tenantId, names, commit)
  return found(after)
}

// What was said of a kind that has gone since may be sent back.
function assertKnown(wanted: ProfileReply['notifications'] = {}, before: ProfileReply['notifications']): void {
  const unknown = Object.keys(wanted).filter(kind => !knownNotifications.includes(kind) && !(kind in before))
  if (unknown.length > 0)
    throw invalid('notifications', `Unknown: ${unknown.join(', ')}. Send some of: ${knownNotifications.join(', ')}.`)
}

const profileOf = (tenantId: number, userId: number) => sql<ProfileReply>`
  select id, username, name, email, locale, avatar_color, notifications, version
  from users where tenant_id = ${tenantId} and id = ${userId}`

const fields = ['name', 'email', 'locale', 'avatar_color', 'notifications'] as const

function changesIn(body: ProfileChangesBody): Partial<ProfileReply> {
  return Object.fromEntries(fields.flatMap(field => (body[field] === undefined ? [] : [[field, body[field]]])))
}

function changedFields(before: ProfileReply, wanted: ProfileReply): (typeof fields)[number][] {
  return fields.filter(field => JSON.stringify(before[field]) !== JSON.stringify(wanted[field]))
}
