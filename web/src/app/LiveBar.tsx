import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../lib/format.ts'
import { onSessionEnd } from '../lib/tokens.ts'
import { useTranslation } from '../lib/translation.ts'
import { toast } from '../ui/toast.ts'
import { onHint, openLive, reconnect, useLiveState } from './live.ts'
import { leave, useMaybeMe } from './session.ts'

/** Says that the connection is lost, since when, and repairs it; silent while all is well. */
export function LiveBar() {
  const { t } = useTranslation('common')
  const { time } = useFormat()
  const { is, since } = useLiveState()
  const isLong = useLasting(is === 'offline')
  if (!isLong) return null
  return (
    <div className="note note-warn rounded-none" role="status">
      <span className="min-w-0 flex-1">{t('shell.lostNote', { time: time(new Date(since).toISOString()) })}</span>
      <button type="button" className="link" onClick={reconnect}>
        {t('shell.tryAgain')}
      </button>
    </div>
  )
}

/** Keeps a page live, says when one's permissions change, and leaves when the session ends. */
export function useLiveSession(): void {
  const { t } = useTranslation('common')
  const held = useRef(0)
  held.current = useMaybeMe()?.permissions.length ?? 0
  useEffect(() => openLive(), [])
  useEffect(() => onSessionEnd(leave), [])
  useEffect(
    () =>
      onHint(({ type, data }) => {
        if (type === 'permissions.changed') {
          const has = (data.permissions as string[] | undefined)?.length ?? 0
          toast(t(has < held.current ? 'shell.permissionsLost' : 'shell.permissionsGained'))
        }
        if (type === 'session.ended') leave(reasonOf(data.reason))
        if (type === 'closed' && data.reason === 'suspended') leave('suspended')
      }),
    [t],
  )
}

function reasonOf(reason: unknown) {
  return reason === 'suspended' || reason === 'expired' ? reason : 'revoked'
}

/** True once `is` has lasted: a blink of the connection is not worth a word. */
function useLasting(is: boolean): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!is) return setLasts(false)
    const timer = setTimeout(() => setLasts(true), 1500)
    return () => clearTimeout(timer)
  }, [is])
  return lasts
}
