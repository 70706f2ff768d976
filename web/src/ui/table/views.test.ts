import { describe, expect, it } from 'vitest'
import type { Filter, View } from './types.ts'
import { activeView, ownedKeys, patchOfView, readViews, searchToKeep, withView, writeViews } from './views.ts'

const filters: Filter[] = [{ id: 'price', label: 'Price', kind: 'number' }]
const all: View = { id: 'all', label: 'All', search: {} }
const low: View = { id: 'low', label: 'Running low', search: { low: true } }
const owned = ownedKeys(filters, [all, low])

describe('views', () => {
  it('leave what belongs to the page in the address', () => {
    expect(owned.toSorted()).toEqual(['low', 'price__gte', 'price__lte', 'search'])
    expect(patchOfView(low, owned)).not.toHaveProperty('open')
    expect(patchOfView(low, owned)).toMatchObject({ low: true, search: undefined, cursor: undefined })
    expect(searchToKeep({ low: true, open: 7, cursor: 'x', ordering: '-name' }, owned)).toEqual({
      low: true,
      ordering: '-name',
    })
  })

  it('are recognised in the address whatever the page adds to it', () => {
    expect(activeView([all, low], { open: 7, cursor: 'abc' }, owned)?.id).toBe('all')
    expect(activeView([all, low], { low: 'true', ordering: 'name' }, owned)?.id).toBe('low')
    expect(activeView([all, low], { low: true, search: 'lamp' }, owned)).toBeUndefined()
  })

  it('that only differ in their order are told apart', () => {
    const dear: View = { id: 'dear', label: 'Dearest', search: { ordering: '-price' } }
    expect(activeView([all, dear], { ordering: '-price' }, owned)?.id).toBe('dear')
    expect(activeView([all, dear], {}, owned)?.id).toBe('all')
  })

  it('are kept and read back', () => {
    const views = withView([], 'Meera’s winter list', { search: 'wool', price__gte: 10 })
    expect(readViews(writeViews(views))).toEqual(views)
  })

  it('of the same name take the place of the earlier one', () => {
    const views = withView(withView([], 'Winter', { search: 'a' }), 'Winter', { search: 'b' })
    expect(views.map(view => view.search)).toEqual([{ search: 'b' }])
  })

  it('that were damaged are left out', () => {
    expect(readViews(null)).toEqual([])
    expect(readViews('{"a"')).toEqual([])
    expect(
      readViews('[1, null, {"id":"x"}, {"id":"x","label":"X","search":[]}, {"id":"x","label":"X","search":{"a":{}}}]'),
    ).toEqual([])
  })
})
