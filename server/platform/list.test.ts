import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyTestDatabase, type TestDatabase } from '../../test/database.ts'
import fc from '../../test/random.ts'
import { type Door, openDoor } from './door.ts'
import { Failure, Invalid } from './errors.ts'
import { termsOf } from './list/search.ts'
import { defineList, type ListCtx, type Page, page, queryOf } from './list.ts'
import { Answer, type Query } from './route.ts'
import { sql } from './sql.ts'

type Thing = { id: number; name: string; price: number; at: string; is_good: boolean; note: string | null }

const things = defineList({
  name: 'things',
  id: 't.id',
  orderings: {
    id: { column: 't.id', type: 'id' },
    name: { column: 't.name', type: 'text' },
    price: { column: 't.price', type: 'money' },
    at: { column: 't.at', type: 'time' },
  },
  defaultOrdering: '-id',
  timeOrderings: ['at'],
  filters: {
    id: { column: 't.id', type: 'id' },
    name: { column: 't.name', type: 'text' },
    price: { column: 't.price', type: 'money' },
    at: { column: 't.at', type: 'time' },
    is_good: { column: 't.is_good', type: 'bool' },
    note: { column: 't.note', type: ['plain', 'odd'], nullable: true },
  },
  search: { terms: 'thing_terms', owner: 'thing_id' },
  item: Type.Object({ id: Type.Integer(), name: Type.String(), price: Type.Integer(), note: Type.String() }),
})

let database: TestDatabase
let door: Door
let lastTenant = 1000

beforeAll(async () => {
  database = await emptyTestDatabase()
  const log = { info() {}, warn() {}, error() {} }
  door = await openDoor({ url: database.appUrl, ownerUrl: database.ownerUrl, log })
  await door.owner(tx => tx.script(tables), { schema: 'shared' })
})
afterAll(async () => {
  await door.close()
  await database.drop()
})

describe('keyset pages', () => {
  it('visit every row exactly once and in order, onwards and back again', async () => {
    const name = fc.constantFrom('', 'a', 'B', 'b', 'ä', '€', '\u{1F600}')
    const row = fc.record({ name, price: fc.integer({ min: -2, max: 2 }), at: fc.integer({ min: 0, max: 3 }) })
    const key = fc.constantFrom('name', '-name', 'price', '-price', 'at', '-at', 'id', '-id')
    const ordering = fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: one => one.replace('-', '') })
    const walk = fc.asyncProperty(
      fc.array(row, { maxLength: 25 }),
      ordering,
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (rows, keys, size, filters) => {
        // Times differ by microseconds, which replies do not show.
        const kept = rows.map((one, i) => ({ ...one, id: i + 1, at: `2026-11-21T10:00:00.00000${one.at}Z` }))
        const tenantId = await tenantWith(kept)
        const wanted = kept.filter(({ price }) => !filters || price >= 0)
        const expected = sorted(wanted, keys).map(one => one.id)
        const query = { ordering: keys.join(','), page_size: String(size), ...(filters && { price__gte: '0' }) }
        const { ids, last } = await walkOnwards(tenantId, query)
        expect(ids).toEqual(expected)
        expect(await walkBack(tenantId, last)).toEqual(expected)
      },
    )
    await fc.assert(walk, { numRuns: 60 })
  })

  it('find every product of a search exactly once, in its own order and in any other', async () => {
    const word = fc.constantFrom('sa', 'sar', 'saree', 'sari', 'red', 're', 'reddish', 'ruby', 'x')
    const row = fc.record({
      name: fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' ')),
      price: fc.integer({ min: 0, max: 3 }),
    })
    const asked = fc.array(fc.constantFrom('s', 'sa', 'sar', 'r', 're', 'red', 'q'), { minLength: 1, maxLength: 3 })
    const ordering = fc.constantFrom(undefined, '-price', 'name,-price')
    const walk = fc.asyncProperty(fc.array(row, { maxLength: 25 }), asked, ordering, async (rows, words, keys) => {
      const kept = rows.map((one, i) => ({ ...one, id: i + 1, at: '2026-11-21T10:00:00Z' }))
      const tenantId = await tenantWith(kept)
      const found = kept.filter(({ name }) =>
        words.every(asking => name.split(' ').some(term => term.startsWith(asking))),
      )
      const query = { search: words.join(' '), page_size: '3', ...(keys && { ordering: keys }) }
      const { ids, last, counts } = await walkOnwards(tenantId, query)
      expect(ids.toSorted(byNumber)).toEqual(found.map(one => one.id))
      if (keys) expect(ids).toEqual(sorted(found, keys.split(',')).map(one => one.id))
      expect(new Set(counts)).toEqual(new Set([found.length]))
      expect(await walkBack(tenantId, last)).toEqual(ids)
    })
    await fc.assert(walk, { numRuns: 60 })
  })

  it('are not disturbed by rows that come and go meanwhile', async () => {
    const tenantId = await tenantWith(numbered(6))
    const first = await pageOf(tenantId, { page_size: '2', ordering: 'id' })
    await door.owner(
      tx =>
        tx.script(
          `delete from things where id in (2, 3); insert into things select ${tenantId}, 0, '', 0, now(), true`,
        ),
      { tenantId, schema: 'shared' },
    )
    const second = await follow(tenantId, first.next)
    expect(second.results.map(one => one.id)).toEqual([4, 5])
    const back = await follow(tenantId, second.previous)
    expect(back.results.map(one => one.id)).toEqual([0, 1])
    expect(back.previous).toBeNull()
  })

  it('lead back to the list when all around the place is gone', async () => {
    const tenantId = await tenantWith(numbered(4))
    const first = await pageOf(tenantId, { page_size: '2', ordering: 'id' })
    await door.owner(tx => tx.script('delete from things where id > 2'), { tenantId, schema: 'shared' })
    const second = await follow(tenantId, first.next)
    expect(second).toMatchObject({ results: [], next: null })
    expect((await follow(tenantId, second.previous)).results.map(one => one.id)).toEqual([1, 2])
  })
})

describe('a cursor', () => {
  it('carries ordering, filters and count in absolute links', async () => {
    const tenantId = await tenantWith(numbered(5))
    const { next, count } = await pageOf(tenantId, { page_size: '2', ordering: '-price', price__gte: '0.02' })
    expect(count).toBe(4)
    expect(next).toMatch(
      /^https:\/\/dreamkart\.example\/api\/things\/\?page_size=2&ordering=-price&price__gte=0.02&cursor=[\w.-]+$/,
    )
    const { ordering: _, ...rest } = queryOfUrl(next as string)
    expect(await pageOf(tenantId, rest)).toMatchObject({ count: 4, results: [{ id: 3 }, { id: 2 }], next: null })
  })

  it('is refused when malformed, changed, or made for another list, company, ordering or filter', async () => {
    const tenantId = await tenantWith(numbered(5))
    const { next } = await pageOf(tenantId, { page_size: '2', ordering: 'id' })
    const { cursor } = queryOfUrl(next as string) as { cursor: string }
    const changed = `${cursor.startsWith('W') ? 'X' : 'W'}${cursor.slice(1)}`
    for (const bad of ['', '.', 'x', 'a.b.c', changed, `${cursor}=`, cursor.split('.')[0] as string])
      expect(await refusal(tenantId, { cursor: bad })).toHaveProperty('cursor')
    expect(await refusal(tenantId, { cursor, ordering: '-id' })).toHaveProperty('cursor')
    expect(await refusal(tenantId, { cursor, price: '1' })).toHaveProperty('cursor')
    expect(await refusal(await tenantWith(numbered(5)), { cursor })).toHaveProperty('cursor')
    expect((await pageOf(tenantId, { cursor, page_size: '1' })).results).toHaveLength(1)
  })
})

describe('a filter', () => {
  it('on a time shows rows in the order of that time, in the direction of the default, unless asked otherwise', async () => {
    const rows = numbered(4).map(row => ({ ...row, at: `2026-11-2${5 - row.id}T10:00:00Z` }))
    const tenantId = await tenantWith(rows)
    const idsOf = async (query: Query) => (await pageOf(tenantId, query)).results.map(one => one.id)
    expect(await idsOf({})).toEqual([4, 3, 2, 1])
    const since = { at__gte: '2026-11-22' }
    expect(await idsOf(since)).toEqual([1, 2, 3])
    expect(await idsOf({ ...since, ordering: '-id' })).toEqual([3, 2, 1])
    const { next } = await pageOf(tenantId, { ...since, page_size: '2' })
    expect((await follow(tenantId, next)).results.map(one => one.id)).toEqual([3])
  })

  it('compares as django-filter users know it', async () => {
    const tenantId = await tenantWith([
      { id: 1, name: 'a', price: 100, at: '2026-11-20T23:59:59.999999Z', is_good: true, note: null },
      { id: 2, name: 'b', price: 250, at: '2026-11-21T00:00:00.000400Z', is_good: false, note: 'plain' },
      { id: 3, name: 'c', price: 999, at: '2026-11-22T10:00:00.000Z', is_good: true, note: 'odd' },
    ])
    const finds = async (query: Query) =>
      (await pageOf(tenantId, { ordering: 'id', ...query })).results.map(one => one.id)
    expect(await finds({ price: '2.5' })).toEqual([2])
    expect(await finds({ price__gte: '2.50', price__lt: '9.99' })).toEqual([2])
    expect(await finds({ price__gt: '2.50' })).toEqual([3])
    expect(await finds({ price__in: '1,9.99' })).toEqual([1, 3])
    expect(await finds({ id__in: '3,1' })).toEqual([1, 3])
    expect(await finds({ note: 'odd' })).toEqual([3])
    expect(await finds({ note__in: 'odd,plain' })).toEqual([2, 3])
    expect(await finds({ note__isnull: 'true' })).toEqual([1])
    expect(await finds({ is_good: '1' })).toEqual([1, 3])
    expect(await finds({ is_good: 'False' })).toEqual([2])
    expect(await finds({ at__lt: '2026-11-21' })).toEqual([1])
    expect(await finds({ at__lte: '2026-11-21T00:00:00.000Z' })).toEqual([1, 2])
    expect(await finds({ at__gt: '2026-11-21T00:00:00Z' })).toEqual([3])
    expect(await finds({ at: '2026-11-21T05:30:00+05:30' })).toEqual([2])
  })

  it('that was left empty asks for nothing', async () => {
    const tenantId = await tenantWith(numbered(3))
    const open = { id: '', price__lte: '', at__gte: '', is_good: '', note: '', note__isnull: '', name__in: '' }
    expect(await pageOf(tenantId, { ...open, price__gte: '0.02' })).toMatchObject({ count: 2 })
    const page = { ordering: '', page_size: '', search: '', format: '' }
    expect(await pageOf(tenantId, { ...page, price__gte: '0.02' })).toMatchObject({ count: 2 })
    expect(await refusal(tenantId, { nope: '' })).toEqual({ nope: ['Unknown filter.'] })
  })

  it('refuses what it does not understand on its own name', async () => {
    const tenantId = await tenantWith(numbered(1))
    const bad: [string, string][] = [
      ['nope', '1'],
      ['price__like', '1'],
      ['id', '0x10'],
      ['id', '9007199254740993'],
      ['id__in', '1,,2'],
      ['price', '1.234'],
      ['price', 'NaN'],
      ['price', '1e3'],
      ['at__gte', 'yesterday'],
      ['at__gte', '2026-02-30'],
      ['at__gte', '2026-11-21T25:00:00Z'],
      ['at__gte', '2026-11-21T10:00:00+99:00'],
      ['is_good', 'yes'],
      ['note', 'other'],
      ['note__isnull', '2'],
      ['name', 'a\0b'],
      ['page_size', '0'],
      ['page_size', '201'],
      ['page_size', '+5'],
      ['page_size', '1.5'],
      ['ordering', 'nope'],
      ['ordering', 'id,-id'],
      ['ordering', 'constructor'],
      ['format', 'xml'],
      ['search', 'x'.repeat(201)],
      ['__proto__x', '1'],
    ]
    for (const [name, value] of bad)
      expect(await refusal(tenantId, { [name]: value }), `${name}=${value}`).toHaveProperty(name)
    expect(await refusal(tenantId, { name: ['a', 'b'] })).toEqual({ name: ['Send this parameter once.'] })
    expect(await refusal(tenantId, { name: '%ff' }, '/api/things/?name=%ff')).toHaveProperty('name')
    expect(await refusal(tenantId, { nope: '1' })).toEqual({ nope: ['Unknown filter.'] })
  })
})

describe('the count', () => {
  it('is exact to 10,000 and says where it stops', async () => {
    const tenantId = await tenantWith(numbered(10_000))
    expect(await pageOf(tenantId, {})).toMatchObject({ count: 10_000 })
    expect(await pageOf(tenantId, {})).not.toHaveProperty('count_is_lower_bound')
    await door.owner(
      tx =>
        tx.script(
          `insert into things select ${tenantId}, 10001, 'thing', 0, now(), true; insert into thing_terms values (${tenantId}, 'thing', 10001, 0)`,
        ),
      { tenantId, schema: 'shared' },
    )
    const { count, count_is_lower_bound, next } = await pageOf(tenantId, {})
    expect({ count, count_is_lower_bound }).toEqual({ count: 10_000, count_is_lower_bound: true })
    expect(await follow(tenantId, next)).toMatchObject({ count: 10_000, count_is_lower_bound: true })
    expect(await pageOf(tenantId, { search: 'thing' })).toMatchObject({ count: 10_000, count_is_lower_bound: true })
    await expect(pageOf(tenantId, { search: 'thing', ordering: 'price' })).rejects.toMatchObject({
      code: 'narrow_search',
    })
  })
})

describe('the count of a search', () => {
  const standing = (tenantId: number) => ({
    now: sql`select max(id) from things where tenant_id = ${tenantId}`,
    hasChangedSince: (id: number) => sql`exists (select from things where tenant_id = ${tenantId} and id > ${id})`,
  })
  const counted = async (tenantId: number, search = 'thing') => {
    const source = { standing: standing(tenantId), whereHit: sql`true` }
    return ((await asked(tenantId, { search }, '/', source)) as Page<Thing>).count
  }
  const asOwner = (tenantId: number, script: string) =>
    door.owner(tx => tx.script(script), { tenantId, schema: 'shared' })
  const add = (tenantId: number, id: number) =>
    asOwner(
      tenantId,
      `insert into things values (${tenantId}, ${id}, 'thing', 0, now(), true); insert into thing_terms values (${tenantId}, 'thing', ${id}, 0)`,
    )
  const removeUnseen = (tenantId: number) =>
    asOwner(tenantId, `delete from thing_terms where tenant_id = ${tenantId} and thing_id = 1`)

  it('is made once, and again when what finds rows has changed', async () => {
    const tenantId = await tenantWith(numbered(600))
    expect(await counted(tenantId)).toBe(600)
    await removeUnseen(tenantId)
    expect(await counted(tenantId)).toBe(600)
    await add(tenantId, 601)
    expect(await counted(tenantId)).toBe(600)
    await add(tenantId, 602)
    expect(await counted(tenantId)).toBe(601)
  })

  it('is never another company’s, another search’s, or one of few', async () => {
    const [many, fewer, few] = await Promise.all([600, 550, 20].map(size => tenantWith(numbered(size))))
    expect(await counted(many as number)).toBe(600)
    expect(await counted(fewer as number)).toBe(550)
    expect(await counted(many as number, 'thing else')).toBe(0)
    expect(await counted(few as number)).toBe(20)
    await removeUnseen(few as number)
    expect(await counted(few as number)).toBe(19)
  })
})

describe('a search', () => {
  it('ignores case and accents, reads other scripts, and finds nothing in punctuation', async () => {
    const names = ['Crème BRÛLÉE', 'Łódź Lamp', 'Чай', 'AC/DC-500', '红色']
    const tenantId = await tenantWith(
      names.map((name, i) => ({ id: i + 1, name, price: 1, at: '2026-11-21T10:00:00Z' })),
    )
    const finds = async (search: string) => (await pageOf(tenantId, { search })).results.map(one => one.id)
    expect(await finds('creme')).toEqual([1])
    expect(await finds('BRÛ cre')).toEqual([1])
    expect(await finds('lodz')).toEqual([2])
    expect(await finds('ЧА')).toEqual([3])
    expect(await finds('ac/dc-5')).toEqual([4])
    expect(await finds('红')).toEqual([5])
    expect(await finds('!!!')).toEqual([])
    expect(await finds("%' or 1=1 --")).toEqual([])
    expect(await finds('  ')).toHaveLength(5)
  })
})

describe('a CSV file', () => {
  it('streams every row of the list, in its order, with formulas made harmless', async () => {
    const tenantId = await tenantWith(numbered(1203))
    await door.owner(
      tx =>
        tx.script(
          `update things set name = '=1+1' where id = 1; update things set name = 'say "hi", you' where id = 2`,
        ),
      { tenantId, schema: 'shared' },
    )
    const lines = (await csvOf(tenantId, { format: 'csv', ordering: 'id', page_size: '5' })).split('\r\n')
    expect(lines).toHaveLength(1203 + 2)
    expect(lines.slice(0, 4)).toEqual(['id,name,price,note', "1,'=1+1,1,", '2,"say ""hi"", you",2,', '3,thing,3,'])
    expect(lines.at(-2)).toBe('1203,thing,1203,')
  })

  it('has its heading also when there is nothing', async () => {
    expect(await csvOf(await tenantWith([]), { format: 'csv' })).toBe('id,name,price,note\r\n')
  })
})

it('every parameter is described for the documents', () => {
  expect(Object.keys(queryOf(things).properties)).toEqual(
    expect.arrayContaining(['cursor', 'search', 'price__gte', 'note__isnull']),
  )
})

const tables = `
  create table things (tenant_id bigint, id bigint, name text collate "C", price bigint, at timestamptz, is_good boolean, note text,
    primary key (tenant_id, id));
  create table thing_terms (tenant_id bigint, term text collate "C", thing_id bigint, shared int, primary key (tenant_id, term, thing_id));
  select platform.protect('things', 'select'); select platform.protect('thing_terms', 'select')`

type Given = Pick<Thing, 'id' | 'name' | 'price' | 'at'> & Partial<Thing>

/** A company of its own with these things. */
async function tenantWith(rows: Given[]): Promise<number> {
  const id = ++lastTenant
  await door.owner(tx =>
    tx.rows(sql`insert into platform.tenants (id, slug, name, name_key, placement, placement_schema, preset)
      values (${id}, ${`c${id}`}, ${`c${id}`}, ${`c${id}`}, 'shared', 'shared', 'store')`),
  )
  const column = <K extends keyof Given>(name: K) => rows.map(row => row[name] ?? null)
  const terms = rows.flatMap(row => termsOf([row.name], 50).map(term => ({ ...term, id: row.id })))
  await door.owner(
    async tx => {
      await tx.rows(sql`insert into things select ${id}::bigint, * from unnest(${column('id')}::bigint[], ${column('name')}::text[],
        ${column('price')}::bigint[], ${column('at')}::timestamptz[], ${column('is_good')}::boolean[], ${column('note')}::text[])`)
      await tx.rows(sql`insert into thing_terms select ${id}::bigint, * from unnest(${terms.map(one => one.term)}::text[],
        ${terms.map(one => one.id)}::bigint[], ${terms.map(one => one.shared)}::int[])`)
    },
    { tenantId: id, schema: 'shared' },
  )
  return id
}

function numbered(count: number): Given[] {
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    name: 'thing',
    price: i + 1,
    at: '2026-11-21T10:00:00Z',
  }))
}

const deployment = { config: { jwtSecret: 'secret' } }

function asked(tenantId: number, query: Query, url: string, more = {}): Promise<Page<Thing> | Answer> {
  const enter = <T>(work: (tx: ListCtx['tx']) => Promise<T>) => door.read({ tenantId }, work)
  return enter(tx => {
    const ctx = {
      tx,
      tenantId,
      reenter: enter,
      request: { url },
      baseUrl: 'https://dreamkart.example',
      deployment,
      actor: { tenantId, settings: { currency: 'INR' } },
    } as unknown as ListCtx
    return page(ctx, things, query, {
      select: sql`t.id, t.name, t.price, t.note`,
      from: sql`things t`,
      where: sql`t.tenant_id = ${tenantId}`,
      show: (row: Thing) => row,
      ...more,
    })
  })
}

async function pageOf(tenantId: number, query: Query): Promise<Page<Thing>> {
  const url = `/api/things/?${new URLSearchParams(query as Record<string, string>)}`
  return (await asked(tenantId, query, url)) as Page<Thing>
}

async function csvOf(tenantId: number, query: Query): Promise<string> {
  const answer = (await asked(tenantId, query, '/')) as Answer
  expect(answer).toBeInstanceOf(Answer)
  return (await Array.fromAsync(answer.body as AsyncIterable<string>)).join('')
}

async function refusal(tenantId: number, query: Query, url = '/api/things/'): Promise<unknown> {
  const error = await asked(tenantId, query, url).then(
    () => 'accepted',
    thrown => thrown,
  )
  return error instanceof Invalid ? error.fields : error instanceof Failure ? error.code : error
}

function queryOfUrl(url: string): Query {
  return Object.fromEntries(new URL(url).searchParams)
}

function follow(tenantId: number, url: string | null): Promise<Page<Thing>> {
  return pageOf(tenantId, queryOfUrl(url as string))
}

async function walkOnwards(tenantId: number, query: Query) {
  let last = await pageOf(tenantId, query)
  expect(last.previous).toBeNull()
  const pages = [last]
  while (last.next) {
    last = await follow(tenantId, last.next)
    pages.push(last)
  }
  return { last, ids: pages.flatMap(one => one.results.map(row => row.id)), counts: pages.map(one => one.count) }
}

async function walkBack(tenantId: number, last: Page<Thing>): Promise<number[]> {
  let ids = last.results.map(row => row.id)
  let here = last
  while (here.previous) {
    here = await follow(tenantId, here.previous)
    ids = [...here.results.map(row => row.id), ...ids]
  }
  return ids
}

function sorted<T extends Given>(rows: T[], keys: string[]): T[] {
  const whole = keys.some(key => key.endsWith('id')) ? keys : [...keys, keys.at(-1)?.startsWith('-') ? '-id' : 'id']
  return rows.toSorted((a, b) => {
    for (const key of whole) {
      const name = key.replace('-', '') as 'name' | 'price' | 'at' | 'id'
      const order =
        typeof a[name] === 'string'
          ? Buffer.compare(Buffer.from(String(a[name])), Buffer.from(String(b[name])))
          : Number(a[name]) - Number(b[name])
      if (order !== 0) return key.startsWith('-') ? -order : order
    }
    return 0
  })
}

function byNumber(a: number, b: number): number {
  return a - b
}
