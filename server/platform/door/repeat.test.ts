import { describe, expect, test, vi } from 'vitest'
import { Busy, NoSuchTenant } from '../door.ts'
import { sql } from '../sql.ts'
import { allNotes, notesOf, pause, seven, useScratch } from './scratch.ts'

const { asSuperuser, open, scriptAsSuperuser } = useScratch()

describe('a transaction is repeated', () => {
  test('once, when its tenant has moved', async () => {
    const door = await open()
    await notesOf(door, 10)
    await scriptAsSuperuser(`begin; update platform.tenants set placement_schema = 'shared' where id = 10;
      insert into shared.notes select * from t_10.notes; delete from t_10.notes; commit`)
    const read = vi.fn(tx => tx.rows(allNotes))
    expect(await door.read({ tenantId: 10 }, read)).toHaveLength(3)
    expect(read).toHaveBeenCalledTimes(2)
    await scriptAsSuperuser(`begin; update platform.tenants set placement_schema = 't_10' where id = 10;
      insert into t_10.notes select * from shared.notes where tenant_id = 10; delete from shared.notes where tenant_id = 10; commit`)
    const write = vi.fn(tx => tx.commit(allNotes))
    expect(await door.write({ tenantId: 10 }, write)).toEqual([expect.objectContaining({ length: 3 })])
    expect(write).toHaveBeenCalledTimes(2)
  })

  test('not at all, when its tenant is gone', async () => {
    const door = await open()
    await asSuperuser(`insert into platform.tenants values (30, 'shared')`)
    expect(await notesOf(door, 30)).toEqual([])
    await asSuperuser('delete from platform.tenants where id = 30')
    await expect(notesOf(door, 30)).rejects.toThrow(NoSuchTenant)
  })

  test('up to three times, when it met another one', async () => {
    const door = await open()
    const conflict = (times: number) => vi.fn(tx => tx.rows(sql`select platform.conflict(${times}::int)`))
    await asSuperuser('alter sequence platform.conflicts restart')
    const thrice = conflict(3)
    await door.write(seven, thrice)
    expect(thrice).toHaveBeenCalledTimes(4)
    const ever = conflict(1_000)
    await expect(door.write(seven, ever)).rejects.toThrow(Busy)
    expect(ever).toHaveBeenCalledTimes(4)
  })

  test('after a deadlock', async () => {
    const door = await open({ writeConnections: 2 })
    const both = ([first, second]: [number, number]) =>
      vi.fn(async tx => {
        await tx.rows(sql`update notes set body = body where tenant_id = ${7} and id = ${first}`)
        await pause(30)
        await tx.commit(sql`update notes set body = body where tenant_id = ${7} and id = ${second}`)
      })
    const works = [both([1, 2]), both([2, 1])]
    await Promise.all(works.map(work => door.write(seven, work)))
    expect(works.reduce((sum, work) => sum + work.mock.calls.length, 0)).toBeGreaterThan(2)
    expect(door.stats().repeats).toBeGreaterThan(0)
  })

  test('when what it prepared is no longer what the table returns', async () => {
    const door = await open()
    const everything = sql`select * from notes where tenant_id = ${9}`
    const nine = { tenantId: 9 }
    await door.read(nine, tx => tx.rows(everything))
    await door.write(nine, tx => tx.rows(everything))
    await asSuperuser('alter table shared.notes add extra int')
    expect((await door.read(nine, tx => tx.rows(everything)))[0]).toHaveProperty('extra')
    expect((await door.write(nine, tx => tx.rows(everything)))[0]).toHaveProperty('extra')
    await asSuperuser('alter table shared.notes drop extra')
  })
})
