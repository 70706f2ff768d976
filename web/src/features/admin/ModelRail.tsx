import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { companyQuery, type Model } from './models.ts'
import { useGroups } from './useGroups.ts'
import { useWords } from './words.ts'

/** Where the window is wide, every other model beside the one that is open; the company stays chosen. */
export function ModelRail({ model, children }: { model: Model; children: ReactNode }) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const { company } = useSearch({ strict: false }) as ListSearch
  return (
    <div className="flex min-w-0 gap-6">
      <nav
        aria-label={t('models.title')}
        className="sheet sticky top-4 hidden max-h-[calc(100vh-2rem)] w-52 shrink-0 self-start overflow-y-auto py-2 min-[1280px]:block"
      >
        {useGroups('').map(([group, models]) => (
          <div key={group}>
            <p className="px-3 pt-2 pb-1 text-12 text-muted-foreground">{words.group(group)}</p>
            <ul>
              {models.map(each => (
                <li key={each.name}>
                  <Link
                    to="/admin/models/$model"
                    params={{ model: each.name }}
                    search={companyQuery(each, company) as never}
                    aria-current={each.name === model.name ? 'page' : undefined}
                    className="flex min-h-7 items-center truncate px-3 hover:bg-hover aria-[current=page]:bg-spruce-soft aria-[current=page]:font-semibold"
                  >
                    <span className="truncate">{words.many(each)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="flex min-w-0 flex-1 flex-col gap-4">{children}</div>
    </div>
  )
}
