import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { untilPasses } from '../../test/until.ts'
import { type Outcome, preparedCount, sendBatch } from './batch.ts'
import { type Statement, sql } from './sql.ts'

const one = `qm_batch_${process.pid}_one`
const two = `qm_batch_${process.pid}_two`

let admin: pg.Client
let client: pg.Client

beforeAll(async () => {
  admin = await connected()
  for (const schema of [one, two]) {
    await admin.query(`create schema ${schema}; create table ${schema}.notes (id int primary key, body text not null)`)
    await admin.query(`insert into ${schema}.notes values (1, '${schema}')`)
  }
})
afterAll(async () => {
  await admin.query(`drop schema ${one} cascade; drop schema ${two} cascade`)
  await admin.end()
})
beforeEach(async () => {
  client = await connected()
})
afterEach(async () => {
  await client.end()
})

async function connected(): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL, pipeline: true })
  opened.on('error', () => {})
  await opened.connect()
  await opened.query(`set timezone = 'UTC'; set search_path = ${one}`)
  return opened
}

const run = (...statements: Statement<unknown>[]) => runIn(one, statements)
const runIn = (schema: string, statements: Statement<unknown>[]) =>
  new Promise<Outcome>(resolve => sendBatch(client, statements, schema, resolve))
const rowsOf = async (statement: Statement<unknown>) => (await run(statement)).rows[0]
const insert = (id: number, body: string | null) => sql`insert into notes (id, body) values (${id}, ${body})`
const notes = sql`select id, body from notes order by id`
const broken = sql`select 1 / 0 as broken`
const idOfProcess = () => (client as unknown as { processID: number }).processID

describe('a batch', () => {
  test('is one write, whose statements answer in order', async () => {
    const write = vi.spyOn(client.connection.stream, 'write')
    const outcome = await run(sql`select ${1}::int as a`, sql`select 2 as b union all select 3`, notes)
    expect(outcome.rows).toEqual([[{ a: 1 }], [{ b: 2 }, { b: 3 }], [{ id: 1, body: one }]])
    expect(outcome).toMatchObject({ error: undefined, failedAt: -1, tag: 'SELECT 1' })
    expect(write).toHaveBeenCalledTimes(1)
  })

  test('without BEGIN is one transaction, undone by an error in its middle', async () => {
    const outcome = await run(insert(2, 'two'), notes, broken, insert(3, 'three'))
    expect(outcome.rows.map(rows => rows.length)).toEqual([0, 2])
    expect(outcome).toMatchObject({ failedAt: 2, error: { code: '22012' }, lost: false })
    expect(await rowsOf(notes)).toEqual([{ id: 1, body: one }])
  })

  test('that fails leaves those in flight behind it intact', async () => {
    const outcomes = await Promise.all([
      run(notes),
      run(broken, notes),
      run(notes),
      run(sql`select nonsense`),
      run(notes),
    ])
    expect(outcomes.map(({ rows, failedAt }) => [rows.length, failedAt])).toEqual([
      [1, -1],
      [0, 0],
      [1, -1],
      [0, 0],
      [1, -1],
    ])
  })

  test('with BEGIN and COMMIT is a transaction of its own', async () => {
    const outcome = await run(
      sql`begin`,
      sql`set local application_name = 'inside'`,
      sql`show application_name`,
      sql`commit`,
    )
    expect(outcome).toMatchObject({ tag: 'COMMIT', error: undefined })
    expect(outcome.rows[2]).toEqual([{ application_name: 'inside' }])
    expect(client.getTransactionStatus()).toBe('I')
  })

  test('may be empty, and so may a statement', async () => {
    expect(await run()).toMatchObject({ rows: [], error: undefined })
    expect(await run(sql``, sql`select`)).toMatchObject({ rows: [[], [{}]], error: undefined })
  })

  test('reports an error at its end behind all its statements', async () => {
    await admin.query(`create table ${one}.late (id int unique deferrable initially deferred)`)
    const late = sql`insert into late values (${1})`
    expect(await run(late, late)).toMatchObject({ failedAt: 2, error: { code: '23505' } })
  })
})

describe('values', () => {
  test('go there and come back', async () => {
    const [row] = (await rowsOf(sql`select
      ${'ü"\\{}'}::text as text, ${12}::int8 as int8, ${'1.50'}::numeric as numeric, ${true}::bool as bool, ${null}::text as nothing,
      ${new Date('2026-11-21T14:07:34.123Z')}::timestamptz as time, ${'2026-11-21 14:07:34.5+05:30'}::timestamptz as half,
      ${'infinity'}::timestamptz as never, ${Buffer.from([0, 255])}::bytea as bytes, ${{ a: [1, null] }}::jsonb as json,
      ${['a,b', 'q"\\', null, '', 'NULL', '{}']}::text[] as texts, ${[1, 2]}::int8[] as ids, ${[]}::text[] as empty,
      ${[{ a: '"' }]}::jsonb[] as unparsed, ${9007199254740993n}::int8::text as big, 0.5::float8 as float`)) as [object]
    expect(row).toEqual({
      text: 'ü"\\{}',
      int8: 12,
      numeric: '1.50',
      bool: true,
      nothing: null,
      time: '2026-11-21T14:07:34.123Z',
      half: '2026-11-21T08:37:34.500Z',
      never: 'infinity',
      bytes: Buffer.from([0, 255]),
      json: { a: [1, null] },
      texts: ['a,b', 'q"\\', null, '', 'NULL', '{}'],
      ids: [1, 2],
      empty: [],
      unparsed: '{"{\\"a\\": \\"\\\\\\"\\"}"}',
      big: '9007199254740993',
      float: 0.5,
    })
  })

  test('of several hundred kilobytes arrive whole', async () => {
    const text = 'ü'.repeat(300_000)
    expect(await rowsOf(sql`select ${text} as text`)).toEqual([{ text }])
  })

  test('are at most 32,767 in a statement', async () => {
    const many = (n: number) => sql`select array[${sql.join(Array(n).fill('x'))}]::text[] as list`
    const [row] = (await rowsOf(many(32_767))) as [{ list: string[] }]
    expect(row.list).toHaveLength(32_767)
    await expect(run(many(32_768))).rejects.toThrow(RangeError)
  })

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [Symbol('x')], [new Map()], [new Date(Number.NaN)]])(
    'without honest meaning are refused before anything is sent: %s',
    async value => {
      const write = vi.spyOn(client.connection.stream, 'write')
      await expect(run(sql`select ${value}::text as v`)).rejects.toThrow()
      expect(write).not.toHaveBeenCalled()
    },
  )

  test('that no number holds exactly, and columns of one name, fail their statement only', async () => {
    const big = sql`select 9007199254740993::int8 as big`
    const twin = sql`select 1 as a, 2 as a`
    expect(await run(notes, big, notes)).toMatchObject({ failedAt: 1, error: expect.any(RangeError), lost: false })
    for (const _ of ['described', 'described again'])
      expect(await run(twin)).toMatchObject({
        failedAt: 0,
        error: { message: expect.stringContaining('second column') },
      })
    expect(await rowsOf(notes)).toHaveLength(1)
  })
})

describe('prepared statements', () => {
  const onServer = async () =>
    Number((await client.query('select count(*) as n from pg_prepared_statements')).rows[0].n)

  test('are parsed once', async () => {
    for (let i = 0; i < 5; i++) await run(notes, sql`select ${i}::int as i`, notes)
    expect([preparedCount(client), await onServer()]).toEqual([2, 2])
    const calls = (await client.query('select name, generic_plans + custom_plans as n from pg_prepared_statements'))
      .rows
    expect(calls.map(({ n }) => Number(n)).sort()).toEqual([10, 5].sort())
  })

  test('are kept per schema, so that each search path has its own plan', async () => {
    const read = sql`select body from notes where id = ${1}`
    for (const schema of [one, two, one]) {
      const { rows } = await runIn(schema, [sql.raw(`set local search_path = ${schema}`), read])
      expect(rows[1]).toEqual([{ body: schema }])
    }
    const plans = await client.query(
      'select generic_plans + custom_plans as n from pg_prepared_statements where statement = $1',
      [read.text],
    )
    expect(plans.rows.map(({ n }) => Number(n)).sort()).toEqual([1, 2])
  })

  test('whose Parse failed are not remembered', async () => {
    const soon = sql`select id from soon`
    expect(await run(soon)).toMatchObject({ error: { code: '42P01' } })
    await admin.query(`create table ${one}.soon (id int)`)
    expect(await run(soon)).toMatchObject({ rows: [[]], error: undefined })
  })

  test('skipped behind an error are not remembered', async () => {
    const skipped = sql`select ${'skipped'}::text as word`
    await run(broken, skipped)
    expect(await rowsOf(skipped)).toEqual([{ word: 'skipped' }])
  })

  test('that failed when executed work the next time, first or not', async () => {
    expect(await run(insert(1, 'again'))).toMatchObject({ error: { code: '23505' } })
    expect(await run(insert(1, 'again'))).toMatchObject({ error: { code: '23505' } })
    expect(await run(insert(10, 'ten'), sql`delete from notes where id = ${10}`)).toMatchObject({ error: undefined })
    expect(await run(insert(11, null))).toMatchObject({ error: { code: '23502' } })
  })

  test('of unknown fate do not pile up on the server', async () => {
    for (let i = 0; i < 20; i++) await run(insert(1, 'again'))
    expect(await onServer()).toBeLessThanOrEqual(1)
  })

  test('prepared by two batches in flight are kept once', async () => {
    const same = () => run(sql`select ${'x'}::text as same`)
    await Promise.all([same(), same(), same()])
    await same()
    expect([preparedCount(client), await onServer()]).toEqual([1, 1])
  })

  test('that the server lost are prepared anew after one error', async () => {
    await run(notes)
    await client.query('deallocate all')
    expect(await run(notes)).toMatchObject({ error: { code: '26000' } })
    expect(await rowsOf(notes)).toHaveLength(1)
  })

  test('whose result changed are prepared anew after one error', async () => {
    await admin.query(`create table ${one}.wide (a int); insert into ${one}.wide values (1)`)
    const all = sql`select * from wide`
    expect(await rowsOf(all)).toEqual([{ a: 1 }])
    await admin.query(`alter table ${one}.wide add b text default 'new'`)
    expect(await run(all)).toMatchObject({ error: { code: '0A000', routine: 'RevalidateCachedQuery' } })
    expect(await rowsOf(all)).toEqual([{ a: 1, b: 'new' }])
  })

  test('are at most a thousand; the least recently used is closed', async () => {
    const numbered = (n: number) => sql.raw(`select ${n} as n`)
    await run(notes)
    for (let n = 0; n < 1_100; n++) {
      await run(numbered(n), ...(n % 100 === 0 ? [notes] : []))
      if (n % 250 === 0) expect(await onServer()).toBeLessThanOrEqual(1_000)
    }
    expect([preparedCount(client), await onServer()]).toEqual([1_000, 1_000])
    const kept = await client.query('select statement from pg_prepared_statements where statement = any($1)', [
      [notes.text, numbered(0).text, numbered(1_099).text],
    ])
    expect(kept.rows.map(row => row.statement).sort()).toEqual([notes.text, numbered(1_099).text].sort())
    expect(await rowsOf(numbered(0))).toEqual([{ n: 0 }])
  })
})

describe('a statement', () => {
  const sleep = sql`select pg_sleep(10)`
  const startedSleep = () =>
    untilPasses(async () => {
      const { rows } = await admin.query("select from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'", [
        idOfProcess(),
      ])
      expect(rows).toHaveLength(1)
    })

  test('that is cancelled fails alone', async () => {
    const outcomes = [run(notes, sleep), run(notes)] as const
    await startedSleep()
    await admin.query('select pg_cancel_backend($1)', [idOfProcess()])
    expect(await outcomes[0]).toMatchObject({ failedAt: 1, error: { code: '57014' }, lost: false })
    expect(await outcomes[1]).toMatchObject({ error: undefined })
  })

  test('that takes too long fails alone', async () => {
    await client.query('set statement_timeout = 50')
    const outcomes = await Promise.all([run(notes), run(sleep, notes), run(notes)])
    expect(outcomes.map(outcome => (outcome.error as pg.DatabaseError)?.code)).toEqual([undefined, '57014', undefined])
  })

  test('whose connection is cut fails with all that were in flight', async () => {
    const outcomes = [run(notes, sleep), run(notes), run(notes)]
    await startedSleep()
    client.connection.stream.destroy()
    for (const outcome of await Promise.all(outcomes)) expect(outcome).toMatchObject({ lost: true })
    expect(await run(notes)).toMatchObject({ lost: true })
    await admin.query('select pg_terminate_backend($1)', [idOfProcess()])
  })

  test('whose backend is terminated fails with all that were in flight', async () => {
    const outcomes = [run(notes, sleep), run(notes)] as const
    await startedSleep()
    await admin.query('select pg_terminate_backend($1)', [idOfProcess()])
    expect(await outcomes[0]).toMatchObject({ error: { code: '57P01' } })
    expect(await outcomes[1]).toMatchObject({ lost: true })
  })
})
