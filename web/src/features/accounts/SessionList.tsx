import { Monitor, Smartphone, SquareTerminal } from 'lucide-react'
import type { Session } from '../../../../server/features/accounts/contract.ts'
import { api } from '../../lib/api.ts'
import { useSave } from '../../lib/save.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Tag, toast, When } from '../../ui/index.ts'
import { type Device, deviceOf } from './device.ts'

export type OwnSession = Session

/** Newest first; the margin tells phones from computers. */
export function SessionList({ sessions }: { sessions: readonly OwnSession[] }) {
  const { t } = useTranslation('accounts')
  return (
    <ul aria-label={t('sessions.title')} className="divide-y divide-border">
      {sessions.map(session => (
        <Row key={session.id} session={session} />
      ))}
    </ul>
  )
}

function Row({ session }: { session: OwnSession }) {
  const { t } = useTranslation('accounts')
  const { id, current, ip, user_agent, created_at, last_used_at, expires_at } = session
  const device = deviceOf(user_agent)
  const name = useName(device)
  const { mutate, isPending } = useSave(() => api.delete(`/api/auth/sessions/${id}/`), {
    invalidates: ['/api/auth/sessions/'],
    done: () => toast(t('sessions.ended', { device: name })),
    failed: error => error.status !== 404 && toast.error(t('sessions.notEnded', { why: error.message })),
  })
  return (
    <li className="flex items-stretch gap-3 pe-4 hover:bg-hover desk:gap-4">
      <span className="grid w-[38px] flex-none place-items-center border-e border-margin text-muted-foreground">
        <Icon device={device} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-1.5 py-3">
        <div className="min-w-0 flex-[1_1_15rem]">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <b className="min-w-0 truncate" title={user_agent}>
              {name}
            </b>
            {current && <Tag tone="accent">{t('sessions.this')}</Tag>}
          </p>
          <p className="type-narrow truncate text-12 text-muted-foreground">{ip}</p>
        </div>
        <dl className="flex flex-[2_1_22rem] flex-wrap gap-x-6 gap-y-1 [&>div]:flex-[1_1_6.5rem] [&_dt]:text-12 [&_dt]:text-muted-foreground">
          <Fact label={t('sessions.since')} at={created_at} />
          <Fact label={t('sessions.used')} at={last_used_at} />
          <Fact label={t('sessions.ends')} at={expires_at} />
        </dl>
        <div className="flex w-34 justify-end max-desk:w-full">
          {!current && (
            <Button
              size="sm"
              busy={isPending}
              aria-label={t('sessions.endOf', { device: name })}
              onClick={() => mutate(undefined)}
            >
              {t('sessions.end')}
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}

function Fact({ label, at }: { label: string; at: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <When iso={at} />
      </dd>
    </div>
  )
}

function Icon({ device: { browser, system, isPhone } }: { device: Device }) {
  const { t } = useTranslation('accounts')
  const [Shape, name] = isPhone
    ? ([Smartphone, 'phone'] as const)
    : system || !browser
      ? ([Monitor, 'computer'] as const)
      : ([SquareTerminal, 'computer'] as const)
  return <Shape role="img" aria-label={t(`sessions.${name}`)} />
}

function useName({ browser, system }: Device): string {
  const { t } = useTranslation('accounts')
  if (browser && system) return t('sessions.on', { browser, system })
  return browser ?? system ?? t('sessions.unknown')
}
