import { describe, expect, test, vi } from 'vitest'
import { Busy, CommitUnknown, ConnectionLost, type Door, type ReadTx } from '../door.ts'
import { sql } from '../sql.ts'
import {
  allNotes,
  asleep,
  broken,
  idsOf,
  insert,
  log,
  type Note,
  notesOf,
  pause,
  pid,
  seven,
  useScratch,
} from './scratch.ts'

const { asSuperuser, backendWaitingFor, cuttingProxy, open } = useScratch()

describe('a write', () => {
  const clean = (door: Door) =>
    door.write(seven, tx => tx.commit(sql`delete from notes where tenant_id = 7 and id > 3`))

  test('makes one plan for a statement, a read may choose', async () => {
    const door = await open()
    const mode = sql<{ plan_cache_mode: string }>`show plan_cache_mode`
    expect(await door.write(seven, tx => tx.rows(mode))).toEqual([{ plan_cache_mode: 'force_generic_plan' }])
    expect(await door.read(seven, tx => tx.rows(mode))).toEqual([{ plan_cache_mode: 'auto' }])
  })

  test('is two round trips: enter and lock, then change and commit', async () => {
    const door = await open()
    await notesOf(door, 7)
    const before = door.stats().roundTrips
    const ids = await door.write({ ...seven, prelude: [sql`select 1`], admit: () => {} }, async tx => {
      const [note] = await tx.rows(sql<Note>`select * from notes where tenant_id = 7 and id = 1 for update`)
      tx.queue(insert(7, 80))
      const [made, all] = await tx.commit(
        sql<{ id: number }>`insert into notes (tenant_id, id, body) values (7, 81, ${note?.body ?? ''}) returning id`,
        allNotes,
      )
      return [made[0]?.id, all.length]
    })
    expect(ids).toEqual([81, 5])
    expect(door.stats().roundTrips - before).toBe(2)
    await clean(door)
  })

  test('commits what is queued when its work ends without a commit', async () => {
    const door = await open()
    expect(await door.write(seven, async tx => tx.queue(insert(7, 82)))).toBeUndefined()
    expect(await idsOf(door, 7)).toContain(82)
    await clean(door)
  })

  test('is undone when its work throws', async () => {
    const door = await open()
    const work = door.write(seven, async tx => {
      await tx.rows(insert(7, 83))
      tx.queue(insert(7, 84))
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('fails when anything in it failed, whatever the work makes of it', async () => {
    const door = await open()
    const swallowed = door.write(seven, async tx => {
      tx.queue(insert(7, 85))
      await tx.rows(broken).catch(() => {})
      return 'fine'
    })
    await expect(swallowed).rejects.toMatchObject({ code: '22012' })
    const unawaited = door.write(seven, async tx => {
      tx.rows(insert(7, 86))
      tx.rows(broken)
    })
    await expect(unawaited).rejects.toMatchObject({ code: '22012' })
    const translated = door.write(seven, tx => tx.rows(broken).catch(() => Promise.reject(new Error('taken'))))
    await expect(translated).rejects.toThrow('taken')
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('cannot be used when it is over', async () => {
    const door = await open()
    let kept: ReadTx | undefined
    await door.write(seven, async tx => {
      kept = tx
      await tx.commit(insert(7, 87))
      for (const ask of [tx.rows, tx.queue]) expect(() => ask(allNotes)).toThrow('the transaction is over')
    })
    expect(() => kept?.rows(allNotes)).toThrow('the transaction is over')
    await clean(door)
  })

  test('gives its hints after the commit only', async () => {
    const door = await open()
    const hint = vi.fn(async () => expect(await idsOf(door, 7)).toContain(88))
    const failing = () => {
      throw new Error('no bus')
    }
    await door.write(seven, async tx => {
      tx.afterCommit(hint)
      tx.afterCommit(failing)
      await tx.rows(insert(7, 88))
      expect(hint).not.toHaveBeenCalled()
    })
    expect(hint).toHaveBeenCalledOnce()
    await hint.mock.results[0]?.value
    expect(log.error).toHaveBeenCalled()
    const undone = door.write(seven, async tx => {
      tx.afterCommit(hint)
      await tx.rows(broken)
    })
    await expect(undone).rejects.toThrow()
    expect(hint).toHaveBeenCalledOnce()
    await clean(door)
  })

  test('whose COMMIT fails is reported, and its connection never used again', async () => {
    const door = await open()
    const before = await door.write(seven, tx => tx.rows(pid))
    const twice = door.write(seven, async tx => {
      await tx.rows(insert(7, 90, 1))
      await tx.commit(insert(7, 91, 1))
    })
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    const after = await door.write(seven, tx => tx.rows(pid))
    expect(after).not.toEqual(before)
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('whose COMMIT fails leaves a new connection to the one that waits', async () => {
    const door = await open()
    const twice = door.write(seven, tx => tx.commit(insert(7, 90, 1), insert(7, 91, 1)))
    const waiting = door.write(seven, tx => tx.commit(allNotes))
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    expect(await waiting).toEqual([expect.objectContaining({ length: 3 })])
  })

  test('whose statement fails in the last flush leaves its connection clean', async () => {
    const door = await open()
    const before = await door.write(seven, tx => tx.rows(pid))
    await expect(door.write(seven, tx => tx.commit(insert(7, 92), insert(7, 1)))).rejects.toMatchObject({
      code: '23505',
    })
    const [after, notes] = await door.write({ tenantId: 9 }, tx => tx.commit(pid, allNotes))
    expect(after).toEqual(before)
    expect(notes.map(note => note.tenant_id)).toEqual([9, 9, 9])
  })

  test('that is cancelled or takes too long is undone', async () => {
    const door = await open({ writeTimeoutMs: 50 })
    const slow = door.write(seven, tx => tx.commit(insert(7, 93), asleep))
    await expect(slow).rejects.toMatchObject({ code: '57014' })
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('whose connection drops is undone, and the next one gets another', async () => {
    const door = await open()
    const dropped = door.write(seven, tx => tx.rows(insert(7, 94)).then(() => tx.rows(asleep)))
    dropped.catch(() => {})
    await asSuperuser('select pg_terminate_backend($1)', [await backendWaitingFor('PgSleep')])
    await expect(dropped).rejects.toThrow(ConnectionLost)
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
    expect(await door.write(seven, tx => tx.rows(pid))).toHaveLength(1)
  })

  test('that dawdles loses its connection', async () => {
    const door = await open({ idleInTransactionMs: 30 })
    const dawdling = door.write(seven, async tx => {
      await tx.rows(insert(7, 95))
      await pause(150)
      await tx.commit(insert(7, 96))
    })
    await expect(dawdling).rejects.toThrow(ConnectionLost)
    expect(await idsOf(door, 7)).toEqual([1, 2, 3])
  })

  test('whose connection drops during COMMIT is reported as unknown, not as undone', async () => {
    const proxy = await cuttingProxy()
    const door = await open({ url: proxy.url })
    const before = await door.write(seven, tx => tx.rows(pid))
    const unknown = door.write(seven, async tx => {
      await tx.rows(insert(7, 97))
      proxy.cutAnswers()
      await tx.commit(insert(7, 98))
    })
    await expect(unknown).rejects.toThrow(CommitUnknown)
    const after = await door.write(seven, tx => tx.rows(pid))
    expect(after).not.toEqual(before)
    expect(await idsOf(door, 7)).toContain(98)
    await clean(door)
    proxy.close()
  })

  test('of one company waits for the next connection, not behind all that another company lets wait', async () => {
    const door = await open({ writeConnections: 2 })
    let written = 0
    const many = Array.from({ length: 30 }, async () => {
      await door.write(seven, async tx => {
        await tx.rows(allNotes)
        await pause(20)
      })
      written++
    })
    await pause(50)
    const before = written
    await door.write({ tenantId: 8 }, tx => tx.rows(allNotes))
    expect(written - before).toBeLessThan(6)
    await Promise.all(many)
  })

  test('of one company is not refused because another company fills the queue', async () => {
    const door = await open({ maxWaiting: 3 })
    const write = (tenantId: number) =>
      door.write({ tenantId }, async tx => {
        await tx.rows(allNotes)
        await pause(50)
      })
    const holding = write(7)
    await pause(20)
    const waiting = Promise.allSettled([write(7), write(7), write(7)])
    await pause(10)
    await write(8)
    expect((await waiting).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    await holding
  })

  test('waits for a connection, but not in a long queue and not for long', async () => {
    const door = await open({ maxWaiting: 1, maxWaitMs: 100 })
    const holding = door.write(seven, async tx => {
      await tx.rows(allNotes)
      await pause(250)
    })
    await pause(50)
    const waiting = door.write(seven, tx => tx.rows(allNotes))
    waiting.catch(() => {})
    expect(door.stats()).toMatchObject({ waiting: 1, writesInFlight: 1 })
    await expect(door.write(seven, tx => tx.rows(allNotes))).rejects.toThrow(Busy)
    await expect(waiting).rejects.toThrow('waited too long')
    await holding
    expect(await door.write(seven, tx => tx.rows(allNotes))).toHaveLength(3)
  })
})
