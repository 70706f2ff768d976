import type { DatabaseError } from 'pg'
import { describe, expect, test } from 'vitest'
import { allNotes, asleep, broken, notesOf, pause, schemaOf, seven, tenants, useScratch } from './door/scratch.ts'
import { Busy, type ReadTx } from './door.ts'
import { sql } from './sql.ts'

const { asSuperuser, cuttingProxy, database, open, scriptAsSuperuser, urlOf } = useScratch()

describe('the door', () => {
  test.each([
    ['is a superuser', 'superuser'],
    ['may bypass row level security', 'bypassrls'],
    ['may create roles', 'createrole'],
    [
      'owns a table',
      '',
      (role: string) => `create table platform.owned (); alter table platform.owned owner to ${role}`,
    ],
    ['owns a schema', '', (role: string) => `create schema owned authorization ${role}`],
    ['may become one that owns tables', '', (role: string) => `grant quartermaster_owner to ${role}`],
  ])('stays shut for a role that %s', async (_, attributes, grant?: (role: string) => string) => {
    const role = `${database}_role`
    await asSuperuser(
      `create role ${role} login password 'role' ${attributes}; grant usage on schema platform to ${role}`,
    )
    if (grant) await scriptAsSuperuser(grant(role))
    const opening = open({ url: urlOf(role, 'role') })
    await expect(opening).rejects.toThrow(/^refusing to start: [^\n]+$/)
    await scriptAsSuperuser(`drop owned by ${role}; drop role ${role}`)
  })

  test('lets out what is under way before it closes, and nobody in after', async () => {
    const door = await open()
    const late = door.write(seven, async tx => {
      await tx.rows(allNotes)
      await pause(100)
      return notesOf(door, 8)
    })
    await pause(20)
    await door.close()
    expect(await late).toHaveLength(3)
    await expect(notesOf(door, 7)).rejects.toThrow(Busy)
    const { rows } = await asSuperuser(
      "select from pg_stat_activity where datname = $1 and application_name like 'quartermaster%'",
      [database],
    )
    expect(rows).toHaveLength(0)
  })

  test('says whether the database answers', async () => {
    const proxy = await cuttingProxy()
    const door = await open({ url: proxy.url })
    await door.health()
    proxy.close()
    await expect(door.health()).rejects.toThrow(Busy)
  })
})

test('no tenant’s setting is ever seen by the next user of a connection', async () => {
  const door = await open({
    readConnections: 2,
    writeConnections: 2,
    readTimeoutMs: 100,
    writeTimeoutMs: 100,
    maxWaitMs: 60_000,
  })
  const where = sql<{
    tenant: string
    path: string
  }>`select current_setting('app.tenant_id', true) as tenant, current_setting('search_path') as path`
  const ends = { fine: 0, aborted: 0, timedOut: 0 }
  const random = seededRandom(42)

  async function visit(tenantId: number): Promise<void> {
    const dice = random()
    const write = random() < 0.5
    const mishap = dice < 0.05 ? broken : dice < 0.1 ? asleep : undefined
    const work = async (tx: ReadTx) => {
      const [notes, [here]] = await Promise.all([tx.rows(allNotes), tx.rows(where)])
      expect(here).toEqual({ tenant: String(tenantId), path: schemaOf(tenantId) })
      expect(notes.map(note => note.tenant_id)).toEqual([tenantId, tenantId, tenantId])
      if (dice > 0.97) throw new Error('aborted')
      if (mishap) await tx.rows(mishap)
      expect((await tx.rows(allNotes)).every(note => note.tenant_id === tenantId)).toBe(true)
    }
    await (write ? door.write({ tenantId }, work) : door.read({ tenantId }, work)).then(() => ends.fine++, tally)
  }

  function tally(error: Error): void {
    if ((error as DatabaseError).code === '57014') ends.timedOut++
    else if ((error as DatabaseError).code === '22012' || error.message === 'aborted') ends.aborted++
    else throw error
  }

  async function client(n: number): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      await visit(tenants[(n * 7 + turn * 3) % tenants.length] as number)
      if (turn % 5 === 0)
        expect(await door.directory.rows(where)).toEqual([{ tenant: expect.toBeOneOf(['', null]), path: 'platform' }])
      if (turn % 5 === 1)
        expect(await door.directory.write(tx => tx.rows(where))).toEqual([
          { tenant: expect.toBeOneOf(['', null]), path: 'platform' },
        ])
    }
  }

  await Promise.all(Array.from({ length: 64 }, (_, n) => client(n)))
  expect(ends.fine).toBeGreaterThan(900)
  expect(ends.aborted).toBeGreaterThan(50)
  expect(ends.timedOut).toBeGreaterThan(30)
}, 60_000)

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
