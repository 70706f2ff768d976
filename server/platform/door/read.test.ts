import { describe, expect, test, vi } from 'vitest'
import { ConnectionLost, NoSuchTenant, type ReadTx } from '../door.ts'
import { sql } from '../sql.ts'
import { allNotes, asleep, broken, idsOf, insert, notesOf, pause, seven, useScratch } from './scratch.ts'

const { asSuperuser, backendWaitingFor, open } = useScratch()

describe('a read', () => {
  test('sees its own tenant, in either placement', async () => {
    const door = await open()
    for (const tenantId of [7, 8]) {
      const notes = await notesOf(door, tenantId)
      expect(notes).toHaveLength(3)
      expect(notes[0]).toEqual({ tenant_id: tenantId, id: 1, body: `note of ${tenantId}` })
    }
  })

  test('is one round trip for all that is asked in one tick, authorisation included', async () => {
    const texts: string[] = []
    const door = await open({ onStatement: text => texts.push(text) })
    await notesOf(door, 7)
    texts.length = 0
    const before = door.stats()
    const later = async (tx: ReadTx) => {
      await null
      return tx.rows(sql<{ b: number }>`select 2 as b`)
    }
    const admit = vi.fn()
    const both = await door.read({ ...seven, prelude: [sql`select 'me' as who`], admit }, tx =>
      Promise.all([tx.rows(sql<{ a: number }>`select 1 as a`), later(tx)]),
    )
    expect(both).toEqual([[{ a: 1 }], [{ b: 2 }]])
    expect(admit).toHaveBeenCalledExactlyOnceWith([[{ who: 'me' }]], 'active')
    expect(door.stats().roundTrips - before.roundTrips).toBe(1)
    expect(texts).toEqual([
      'select platform.begin_tenant($1, $2) as status',
      "select 'me' as who",
      'select 1 as a',
      'select 2 as b',
    ])
  })

  test('may ask again, and is still in its tenant', async () => {
    const door = await open()
    const [first, second] = await door.read({ tenantId: 8 }, async tx => [
      await tx.rows(allNotes),
      await tx.rows(allNotes),
    ])
    expect(first).toEqual(second)
  })

  test('cannot write', async () => {
    const door = await open()
    await expect(door.read(seven, tx => tx.rows(insert(7, 50)))).rejects.toMatchObject({ code: '25006' })
    await expect(door.read(seven, tx => tx.rows(sql`select id from notes for update`))).rejects.toMatchObject({
      code: '25006',
    })
    await expect(door.directory.rows(sql`select nextval('conflicts')`)).rejects.toMatchObject({ code: '25006' })
    await expect(door.long(seven, tx => tx.rows(insert(7, 50)))).rejects.toMatchObject({ code: '25006' })
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('of a tenant that does not exist is not found', async () => {
    const door = await open()
    await expect(notesOf(door, 999)).rejects.toThrow(NoSuchTenant)
  })

  test('outside a tenant finds no rows', async () => {
    const door = await open()
    await notesOf(door, 7)
    expect(await door.directory.rows(sql`select * from shared.notes`)).toEqual([])
    expect(await door.directory.rows(sql`select count(*) as n from tenants`)).toEqual([{ n: 20 }])
  })

  test('of another tenant finds no rows even where it names them', async () => {
    const door = await open()
    expect(await door.read(seven, tx => tx.rows(sql`select * from shared.notes where tenant_id = ${9}`))).toEqual([])
    expect(await door.read(seven, tx => tx.rows(sql`select * from notes where tenant_id = ${9}`))).toEqual([])
  })

  test('that failed is over, and the next one on its connection is not affected', async () => {
    const door = await open()
    const swallowing = door.read(seven, async tx => {
      await tx.rows(broken).catch(() => {})
      return tx.rows(allNotes).catch(() => 'swallowed')
    })
    const next = notesOf(door, 8)
    await expect(swallowing).rejects.toMatchObject({ code: '22012' })
    expect(await next).toHaveLength(3)
  })

  test('that takes too long is cancelled', async () => {
    const door = await open({ readTimeoutMs: 50 })
    await expect(door.read(seven, tx => tx.rows(asleep))).rejects.toMatchObject({ code: '57014' })
    expect(await notesOf(door, 7)).toHaveLength(3)
  })

  test('survives that its connection was cut before, and reports that it was cut in flight', async () => {
    const door = await open()
    const sleeping = door.read(seven, tx => tx.rows(asleep))
    sleeping.catch(() => {})
    await asSuperuser('select pg_terminate_backend($1)', [await backendWaitingFor('PgSleep')])
    await expect(sleeping).rejects.toThrow(ConnectionLost)
    expect(await notesOf(door, 7)).toHaveLength(3)
  })

  test('of one company does not wait behind what another asks for, however much and slow that is', async () => {
    const door = await open({ readConnections: 3 })
    let answered = 0
    const slow = Array.from({ length: 120 }, async () => {
      await door.read(seven, tx => tx.rows(sql`select pg_sleep(0.06)`))
      answered++
    })
    await pause(150)
    for (let round = 0; round < 3; round++) {
      const before = answered
      expect(await notesOf(door, 8)).toHaveLength(3)
      expect(await door.directory.rows(sql`select 1 as one`)).toEqual([{ one: 1 }])
      expect(answered - before).toBeLessThan(10)
      await pause(200)
    }
    await Promise.all(slow)
    expect(await notesOf(door, 7)).toHaveLength(3)
  })

  test('of a company that lets a thousand wait already is told to come again', async () => {
    const door = await open()
    const slow = Array.from({ length: 1_016 }, () => door.read(seven, tx => tx.rows(asleep)))
    const endings = Promise.allSettled(slow)
    await expect(door.read(seven, tx => tx.rows(asleep))).rejects.toThrow('too many reads of one company')
    await door.close(0)
    for (const { status } of await endings) expect(status).toBe('rejected')
  })

  test('that is long sees one snapshot', async () => {
    const door = await open()
    const counts = await door.long(seven, async tx => {
      const before = await tx.rows(allNotes)
      await door.write(seven, tx => tx.commit(insert(7, 60)))
      return [before.length, (await tx.rows(allNotes)).length]
    })
    expect(counts).toEqual([3, 3])
    expect(await idsOf(door, 7)).toEqual([1, 2, 3, 60])
    await door.write(seven, tx => tx.commit(sql`delete from notes where tenant_id = 7 and id = 60`))
  })
})

describe('admit', () => {
  const refusal = new Error('not you')
  const entry = {
    ...seven,
    prelude: [sql`select 1 as one`],
    admit: () => {
      throw refusal
    },
  }

  test('hides rows', async () => {
    const door = await open()
    const got: unknown[] = []
    const reading = door.read(entry, async tx => {
      tx.rows(allNotes)
        .then(rows => got.push(rows))
        .catch(() => {})
      return tx.rows(allNotes)
    })
    await expect(reading).rejects.toBe(refusal)
    expect(got).toEqual([])
  })

  test('hides what later statements failed with', async () => {
    const door = await open()
    await expect(door.read(entry, tx => tx.rows(broken))).rejects.toBe(refusal)
    await expect(door.write(entry, tx => tx.rows(broken))).rejects.toBe(refusal)
    await expect(door.write(entry, tx => tx.commit(broken))).rejects.toBe(refusal)
  })

  test('refuses a work that asks for nothing, or swallows the refusal', async () => {
    const door = await open()
    await expect(door.read(entry, async () => 'secret')).rejects.toBe(refusal)
    await expect(door.write(entry, async () => 'secret')).rejects.toBe(refusal)
    await expect(door.read(entry, tx => tx.rows(allNotes).catch(() => 'secret' as never))).rejects.toBe(refusal)
  })

  test('undoes what a refused write did in the same flush', async () => {
    const door = await open()
    await expect(door.write(entry, tx => tx.rows(insert(7, 70)))).rejects.toBe(refusal)
    await expect(door.write(entry, tx => tx.commit(insert(7, 70)))).rejects.toBe(refusal)
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('is not reached by what failed before it', async () => {
    const door = await open()
    const admit = vi.fn()
    await expect(door.read({ ...seven, prelude: [broken], admit }, tx => tx.rows(allNotes))).rejects.toMatchObject({
      code: '22012',
    })
    expect(admit).not.toHaveBeenCalled()
  })
})
