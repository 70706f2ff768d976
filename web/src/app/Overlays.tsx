import { lazy, Suspense } from 'react'
import { useOverlay } from './overlays.ts'

const Palette = lazy(() => import('./Palette.tsx'))
const Keys = lazy(() => import('./Keys.tsx'))

/** Loaded when they are first asked for. */
export function Overlays() {
  const overlay = useOverlay()
  return (
    <Suspense>
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <Keys />}
    </Suspense>
  )
}
