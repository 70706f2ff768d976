import { permissions } from '../../contracts.ts'
import type { Door } from '../../platform/door.ts'
import { sql } from '../../platform/sql.ts'

/** Brings the global list of permissions up to date; a code keeps its id for good. Answers how many are new. */
export async function createPermissions(door: Door): Promise<number> {
  const known = new Map((await door.directory.rows(listed)).map(row => [row.code, row]))
  const stale = Object.entries(permissions).filter(([code, wanted]) => {
    const row = known.get(code)
    return row?.name !== wanted.name || row.group !== wanted.group || row.scoped !== wanted.scoped
  })
  if (stale.length > 0) await door.owner(tx => tx.rows(upsert(stale)))
  return stale.filter(([code]) => !known.has(code)).length
}

export type Listed = { id: number; code: string; name: string; group: string; scoped: boolean }

/** The global list, in the order of its ids. */
export const listed = sql<Listed>`select id, code, name, "group", scoped from platform.permissions order by id`

// Two nodes that start at once may count the same next id: the loser's insert does nothing, or fails and is made at the next start.
function upsert(list: [string, { name: string; group: string; scoped: boolean }][]) {
  const column = <K extends 'name' | 'group'>(key: K) => list.map(([, wanted]) => wanted[key])
  return sql`
    insert into platform.permissions (id, code, name, "group", scoped)
    select coalesce((select max(p.id) from platform.permissions p), 0) + row_number() over (order by n.place), n.code, n.name, n."group", n.scoped
    from unnest(${list.map(([code]) => code)}::text[], ${column('name')}::text[], ${column('group')}::text[],
      ${list.map(([, { scoped }]) => scoped)}::boolean[]) with ordinality as n (code, name, "group", scoped, place)
    on conflict (code) do update set name = excluded.name, "group" = excluded."group", scoped = excluded.scoped`
}
