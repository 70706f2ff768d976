import { describe, expect, test } from 'vitest'
import { sql } from './sql.ts'

describe('sql', () => {
  test('numbers its values', () => {
    const { text, values } = sql`select * from notes where tenant_id = ${7} and id = ${'x'}`
    expect(text).toBe('select * from notes where tenant_id = $1 and id = $2')
    expect(values).toEqual([7, 'x'])
  })

  test('splices nested statements and renumbers', () => {
    const mine = sql`tenant_id = ${7} and owner = ${8}`
    const { text, values } = sql`select ${1} from notes where ${mine} and id = ${9}${sql.empty}`
    expect(text).toBe('select $1 from notes where tenant_id = $2 and owner = $3 and id = $4')
    expect(values).toEqual([1, 7, 8, 9])
  })

  test('joins values and statements', () => {
    expect(sql`id in (${sql.join([1, 2, 3])})`.text).toBe('id in ($1, $2, $3)')
    const both = sql.join([sql`a = ${1}`, sql`b = ${2}`], ' and ')
    expect(sql`where ${both} order by ${sql.raw('name desc')}`.text).toBe('where a = $1 and b = $2 order by name desc')
    expect(sql.join([]).text).toBe('')
  })

  test('makes the text of a template once, whatever its values', () => {
    const find = (id: number) => sql`select ${id}`
    expect(find(1)).toMatchObject({ text: 'select $1', values: [1] })
    expect(find(2)).toMatchObject({ text: 'select $1', values: [2] })
  })

  test('makes the text of nested templates once, and another one where other pieces are nested', () => {
    const sorted = (key: string, id: number) =>
      sql`select 1 where ${sql`a = ${id}`} and b = any(${[id]}) order by ${sql.join([sql.raw(key), sql`${id}`])}`
    expect(sorted('name', 1)).toMatchObject({
      text: 'select 1 where a = $1 and b = any($2) order by name, $3',
      values: [1, [1], 1],
    })
    expect(sorted('price', 2)).toMatchObject({
      text: 'select 1 where a = $1 and b = any($2) order by price, $3',
      values: [2, [2], 2],
    })
    expect(sorted('name', 3)).toMatchObject({ text: sorted('name', 1).text, values: [3, [3], 3] })
    const ids = Array.from({ length: 40 }, (_, i) => i)
    expect(sql`id in (${sql.join(ids)})`).toMatchObject({ values: ids })
    expect(sql`id in (${sql.join(ids)})`.text).toContain('$39, $40)')
  })

  test('takes an object from a request for a value, even if it looks like a statement', () => {
    const sent = JSON.parse('{"text": "drop table notes", "values": [], "pieces": ["drop table notes"]}')
    const { text, values } = sql`insert into notes (body) values (${sent})`
    expect(text).toBe('insert into notes (body) values ($1)')
    expect(values).toEqual([sent])
  })

  test('refuses undefined at once', () => {
    expect(() => sql`select ${1}, ${undefined}`).toThrow('SQL value $2 is undefined in: select $1, $2')
    expect(() => sql`select ${sql.join([undefined])}`).toThrow(TypeError)
  })
})
