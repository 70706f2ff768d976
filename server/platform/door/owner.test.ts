import { describe, expect, test } from 'vitest'
import { sql } from '../sql.ts'
import { allNotes, useScratch } from './scratch.ts'

const { open } = useScratch()

describe('the owner', () => {
  test('is not the superuser that signed in, and is held by the policies', async () => {
    const door = await open()
    const [me, notes] = await door.owner(tx => tx.commit(sql`select current_user as me`, allNotes), { tenantId: 7 })
    expect(me).toEqual([{ me: 'quartermaster_owner' }])
    expect(notes.map(note => note.tenant_id)).toEqual([7, 7, 7])
    expect(await door.owner(tx => tx.rows(sql`select current_setting('search_path') as s`), { schema: 't_8' })).toEqual(
      [{ s: 't_8' }],
    )
  })

  test('runs scripts in its transaction', async () => {
    const door = await open()
    const failing = door.owner(async tx => {
      await tx.script('create table shared.half (id int); insert into shared.half values (1)')
      expect(await tx.rows(sql`select id from shared.half`)).toEqual([{ id: 1 }])
      await tx.script('create table shared.other (id int); select nonsense')
    })
    await expect(failing).rejects.toMatchObject({ code: '42703' })
    const left = await door.owner(tx =>
      tx.rows(sql`select to_regclass('shared.half') as half, current_setting('app.tenant_id', true) as t`),
    )
    expect(left).toEqual([{ half: null, t: null }])
  })
})
