import { LiveBar, useLiveSession } from '../../../app/LiveBar.tsx'

/** What members see moves by itself: stock, own orders. A chunk of its own: strangers do without, and nobody waits for it. */
export default function Live() {
  useLiveSession()
  return <LiveBar />
}
