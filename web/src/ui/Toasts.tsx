import { Check, TriangleAlert, Undo2, X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { Button, IconButton } from './Button.tsx'
import { useKey } from './keys.ts'
import { type Toast, toast, toastStore } from './toast.ts'

/** Where toasts stand; once, at the end of the app. */
export function Toasts() {
  const { t } = useTranslation('common')
  const toasts = useSyncExternalStore(toastStore.watch, toastStore.now)
  const newest = toasts.findLast(({ undo }) => undo)
  useKey('u', () => newest && toast.undo(newest), { enabled: newest !== undefined, inDialog: true })
  return (
    // aria-live, so that an open dialog does not hide it; what is inside says how it is read
    <section className="toasts" aria-label={t('ui.notices')} aria-live="off">
      <div className="contents" role="status">
        {toasts.map(each => !each.isError && <Line key={each.id} {...each} />)}
      </div>
      {toasts.map(each => each.isError && <Line key={each.id} {...each} />)}
    </section>
  )
}

function Line(one: Toast) {
  const { t } = useTranslation('common')
  const hold = useLifetime(one)
  const Icon = one.icon ?? (one.isError ? TriangleAlert : Check)
  const { action } = one
  return (
    <div className={one.isError ? 'toast toast-error' : 'toast'} role={one.isError ? 'alert' : undefined} {...hold}>
      <Icon aria-hidden />
      <p>{one.text}</p>
      {one.undo && (
        <Button size="sm" icon={Undo2} kbd="U" onClick={() => toast.undo(one)}>
          {t('ui.undo')}
        </Button>
      )}
      {action && (
        <Button
          size="sm"
          onClick={() => {
            toast.close(one.id)
            void action.press()
          }}
        >
          {action.label}
        </Button>
      )}
      {one.isError && <IconButton icon={X} size="sm" label={t('ui.close')} onClick={() => toast.close(one.id)} />}
    </div>
  )
}

/** It waits while the pointer or focus is on it. */
function useLifetime({ id, lasts }: Toast) {
  const [isHeld, setHeld] = useState(false)
  const left = useRef(lasts)
  useEffect(() => {
    if (isHeld || !Number.isFinite(left.current)) return
    const from = Date.now()
    const timer = setTimeout(() => toast.close(id), left.current)
    return () => {
      clearTimeout(timer)
      left.current = Math.max(1500, left.current - (Date.now() - from))
    }
  }, [id, isHeld])
  const [hold, release] = [() => setHeld(true), () => setHeld(false)]
  return { onPointerEnter: hold, onPointerLeave: release, onFocus: hold, onBlur: release }
}
