import { useTranslation } from '../../lib/translation.ts'
import { useWindowTitle } from '../../ui/index.ts'
import { Apart } from './Apart.tsx'
import { Beginnings } from './Beginnings.tsx'
import { Chain } from './Chain.tsx'
import { Closing } from './Closing.tsx'
import { Hero } from './Hero.tsx'
import { Ledger } from './Ledger.tsx'

/** What Quartermaster is, shown by the parts it is made of. */
export default function LandingPage() {
  const { t } = useTranslation('site')
  useWindowTitle(t('title'))
  return (
    <>
      <Hero />
      <Ledger />
      <Chain />
      <Apart />
      <Beginnings />
      <Closing />
    </>
  )
}
