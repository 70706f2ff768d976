import { Link } from '@tanstack/react-router'
import { useFormat } from '../../lib/format.ts'
import type { ListSearch, Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Diff, Drawer, KeyValues, Skeleton } from '../../ui/index.ts'
import { changesIn, type Entry, pageOf, shortSeal } from './entry.ts'
import { useAbout } from './useAbout.ts'

type Props = { seq: number; close: () => void; narrow: (patch: ListSearch) => void }

/** One entry: before and after, by whom, from where, and the seal that it follows. */
export function EntryDrawer({ seq, close, narrow }: Props) {
  const { t } = useTranslation('audit')
  const { data } = useGet<Page<Entry>>('/api/audit-logs/', { seq__in: seq > 1 ? `${seq},${seq - 1}` : seq })
  const entry = data?.results.find(each => each.seq === seq)
  const previous = data?.results.find(each => each.seq === seq - 1)
  return (
    <Drawer open wide onOpenChange={close} title={entry?.action ?? t('entryOf', { seq, action: '' })}>
      {entry ? <Body entry={entry} follows={previous?.hash} narrow={narrow} /> : <Skeleton rows={6} />}
    </Drawer>
  )
}

function Body({ entry, follows, narrow }: { entry: Entry; follows: string | undefined; narrow: Props['narrow'] }) {
  const { t } = useTranslation('audit')
  const { number, dateTime } = useFormat()
  const page = pageOf(entry)
  const about = useAbout([entry])(entry)
  return (
    <div className="grid gap-5">
      <Changes entry={entry} />
      <KeyValues
        items={[
          [t('entry'), number(entry.seq)],
          [t('who'), entry.actor_username ?? t('system')],
          [
            t('on'),
            page ? (
              <Link key="page" to={page} className="link">
                {about}
              </Link>
            ) : (
              about
            ),
          ],
          [t('at'), dateTime(entry.at)],
          [t('from'), entry.ip],
          [t('device'), entry.user_agent],
          [t('request'), entry.request_id],
          [
            t('follows'),
            follows && (
              <code key="follows" className="type-narrow">
                {shortSeal(follows)}
              </code>
            ),
          ],
          [
            t('seal'),
            <code key="seal" className="type-narrow break-all">
              {entry.hash}
            </code>,
          ],
        ]}
      />
      {entry.object_id !== null && (
        <button
          type="button"
          className="link justify-self-start"
          onClick={() =>
            narrow({
              object_type: entry.object_type,
              object_id: entry.object_id ?? undefined,
              entry: undefined,
              cursor: undefined,
            })
          }
        >
          {t('allChanges', { about })}
        </button>
      )}
    </div>
  )
}

function Changes({ entry }: { entry: Entry }) {
  const { t } = useTranslation('audit')
  const { changes, unchanged } = changesIn(entry)
  if (changes.length === 0 && unchanged === 0) return <p className="text-muted-foreground">{t('noChanges')}</p>
  return (
    <dl className="grid gap-3">
      {changes.map(({ name, before, after }) => (
        <div key={name} className="grid gap-1">
          <dt className="text-12 text-muted-foreground">{name}</dt>
          <dd>
            <Diff before={before} after={after} />
          </dd>
        </div>
      ))}
      {unchanged > 0 && <p className="text-muted-foreground">{t('unchanged', { count: unchanged })}</p>}
    </dl>
  )
}
