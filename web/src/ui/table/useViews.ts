import { useMemo } from 'react'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { toast } from '../toast.ts'
import { useKept } from './kept.ts'
import type { Filter, View } from './types.ts'
import { activeView, ownedKeys, patchOfView, readViews, searchToKeep, withView, writeViews } from './views.ts'

type Given = {
  name: string
  filters: Filter[]
  views: View[]
  search: ListSearch
  onSearch: (patch: ListSearch) => void
}

export type Views = ReturnType<typeof useViews>

/** The table's views: "All", the built-in ones, and this person's own, which this browser keeps. */
export function useViews({ name, filters, views: builtIn, search, onSearch }: Given) {
  const { t } = useTranslation('table')
  const [kept, keep] = useKept(`${name}.views`)
  return useMemo(() => {
    const own = readViews(kept)
    const all: View = { id: 'all', label: t('views.all'), search: {} }
    const hasAll = builtIn.some(view => Object.keys(view.search).length === 0)
    const views = [...(hasAll ? [] : [all]), ...builtIn, ...own]
    const owned = ownedKeys(filters, views)
    const active = activeView(views, search, owned)
    const asked = owned.filter(key => search[key] !== undefined && search[key] !== '')

    function save(label: string): void {
      keep(writeViews(withView(own, label, searchToKeep(search, owned))))
    }

    function remove(view: View): void {
      keep(writeViews(own.filter(one => one.id !== view.id)))
      onSearch(patchOfView(all, owned))
      toast(t('views.deleted', { name: view.label }), { undo: () => keep(writeViews(own)) })
    }

    return {
      views,
      active,
      /** Nothing to keep that the view does not say already, its order included. */
      isKept: active !== undefined && String(active.search.ordering ?? '') === String(search.ordering ?? ''),
      activeOwn: active && own.some(view => view.id === active.id) ? active : undefined,
      choose: (view: View) => onSearch(patchOfView(view, owned)),
      save,
      remove,
      /** Whether anything is searched or filtered for. */
      isNarrowed: asked.length > 0,
      narrowing: JSON.stringify(asked.map(key => [key, search[key]])),
      clear: () => onSearch({ ...Object.fromEntries(owned.map(key => [key, undefined])), cursor: undefined }),
    }
  }, [kept, keep, builtIn, filters, search, onSearch, t])
}
