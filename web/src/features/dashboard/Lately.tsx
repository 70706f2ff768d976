import { Link } from '@tanstack/react-router'
import { BookText, Boxes, type LucideIcon, ShieldAlert, ShoppingCart, Tag, UserRound } from 'lucide-react'
import { useCan } from '../../app/session.ts'
import { useTranslation } from '../../lib/translation.ts'
import { When } from '../../ui/figures.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import type { Part } from './types.ts'

type Entry = Part<'recent_activity'>[number]

const icons: Record<string, LucideIcon> = {
  order: ShoppingCart,
  product: Tag,
  stock: Boxes,
  user: UserRound,
  access: ShieldAlert,
}

const most = 6

/** Who comes and goes is told only where nothing else happened. */
function deedsAmong(entries: Entry[]): Entry[] {
  const deeds = entries.filter(({ action }) => action !== 'auth.login' && action !== 'auth.logout')
  return (deeds.length > 0 ? deeds : entries).slice(0, most)
}

/** What happened last, by whom. */
export function Lately({ entries, className }: { entries: Entry[]; className?: string }) {
  const { t } = useTranslation('dashboard')
  const can = useCan()
  return (
    <Sheet
      title={t('lately')}
      actions={
        can('VIEW_AUDIT_LOGS') && (
          <Link className="link text-12" to="/app/audit">
            {t('allOfIt')}
          </Link>
        )
      }
      className={className ?? ''}
    >
      <Timeline
        label={t('lately')}
        items={deedsAmong(entries).map(entry => ({
          id: entry.seq,
          icon: icons[entry.action.split('.')[0] as string] ?? BookText,
          text: <Sentence entry={entry} />,
          more: <When iso={entry.at} />,
        }))}
      />
    </Sheet>
  )
}

function Sentence({ entry: { actor_username: who, action, object_type: type, object_id: id } }: { entry: Entry }) {
  const { t } = useTranslation('dashboard')
  const said = t(`did.${action.replace('.', '_')}`, { defaultValue: action })
  const page = type === 'order' ? `/app/orders/${id}` : type === 'product' ? `/app/products/${id}` : null
  return (
    <>
      <b>{who ?? t(type === 'contact_message' ? 'visitor' : 'system')}</b>{' '}
      {page && id !== null ? (
        <Link className="link" to={page}>
          {said}
        </Link>
      ) : (
        said
      )}
    </>
  )
}
