import { lazy, Suspense } from 'react'
import { loadTexts } from './i18n.ts'
import { useOverlay } from './overlays.ts'

const Palette = lazy(() => speaking(import('./Palette.tsx')))
const Keys = lazy(() => speaking(import('./Keys.tsx')))

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

async function speaking<Part>(part: Promise<Part>): Promise<Part> {
  const [loaded] = await Promise.all([part, loadTexts('palette')])
  return loaded
}
