import clsx from 'clsx'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { SiteTools } from '../../app/SiteTools.tsx'
import { useTranslation } from '../../lib/translation.ts'
import { Mark, RouterLink, Total, useWindowTitle } from '../../ui/index.ts'
import { useMeta } from './parts/meta.ts'

type AuthPageProps = {
  title: string
  sub?: ReactNode
  /** For forms with pairs of fields. */
  wide?: boolean
  /** Above the title: what has happened, as a picture. */
  mark?: ReactNode
  /** Whose door it is, where it is not ours; usually the company's whose domain this is. */
  house?: House | undefined
  children: ReactNode
}

export type House = { name: string; home: string }

/** The cloth with a page of the ledger on it, or the name of the company; and one form beside it. */
export function AuthPage({ title, sub, wide = false, mark, house, children }: AuthPageProps) {
  const main = useRef<HTMLElement>(null)
  useWindowTitle(title)
  useFirstField(main)
  return (
    <div className="grid min-h-dvh grid-rows-[auto_minmax(0,1fr)] desk:grid-cols-[minmax(0,46%)_minmax(0,1fr)] desk:grid-rows-1">
      <Cloth house={house} />
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="flex min-w-0 flex-col px-4 pt-6.5 pb-10 outline-none desk:px-8 desk:pt-4 desk:[--control-h:40px]"
      >
        <SiteTools className="self-end max-desk:hidden desk:[--control-h:34px]" />
        <div
          className={clsx(
            'grid w-full gap-4.5 desk:m-auto desk:py-6',
            wide ? 'desk:max-w-[470px]' : 'desk:max-w-[400px]',
          )}
        >
          <header>
            {mark}
            <h1 className="text-[1.5rem] tracking-[-0.02em] desk:text-[1.75rem]">{title}</h1>
            {sub && <p className="mt-1 text-muted-foreground">{sub}</p>}
          </header>
          {children}
        </div>
      </main>
    </div>
  )
}

/** Ready to type; on a phone the keyboard would hide what the page says. */
function useFirstField(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!matchMedia('(pointer: fine)').matches) return
    main.current?.querySelector<HTMLElement>('form input:not([readonly], [type=radio])')?.focus()
  }, [main])
}

/** Where else to go from here. */
export function Ways({ children }: { children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground max-desk:gap-y-0 [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center max-desk:[&>a]:min-h-11">
      {children}
    </p>
  )
}

function Cloth({ house: given }: { house: House | undefined }) {
  const { t } = useTranslation('accounts')
  const company = useMeta()?.company
  const house = given ?? (company && { name: company.name, home: '/' })
  return (
    <aside
      aria-label={house?.name ?? t('cloth.label')}
      className={clsx(
        'flex min-w-0 flex-col bg-spine px-4 pt-3 text-sidebar-foreground desk:px-13 desk:py-10',
        house ? 'pb-3' : 'pb-5',
      )}
    >
      <div className="flex items-center gap-3">
        <RouterLink
          to={house?.home ?? '/'}
          className={clsx(
            'me-auto inline-flex min-h-11 min-w-0 items-center rounded-sm desk:min-h-8',
            house && 'desk:invisible',
          )}
        >
          {house ? <b className="type-wide truncate text-16 font-bold">{house.name}</b> : <Wordmark />}
        </RouterLink>
        <SiteTools onSpine className="desk:hidden" />
      </div>
      {house ? <Nameplate {...house} /> : <Pitch />}
      <p className="flex items-center gap-2 text-12 text-sidebar-muted max-desk:hidden">
        {house && <Mark size={16} />}
        {t(house ? 'cloth.kept' : 'cloth.sealed')}
      </p>
    </aside>
  )
}

/** At a company's door stands its name, not ours. */
function Nameplate({ name, home }: House) {
  return (
    <RouterLink to={home} className="my-auto grid justify-items-start gap-5 rounded-sm max-desk:hidden">
      <b
        className="line-clamp-4 max-w-full text-[2.75rem] leading-[1.1] font-bold tracking-[-0.02em]"
        style={{ fontStretch: '122%', overflowWrap: 'anywhere' }}
      >
        {name}
      </b>
      <i aria-hidden className="h-0.5 w-14 bg-brass" />
    </RouterLink>
  )
}

function Pitch() {
  const { t } = useTranslation('accounts')
  return (
    <div className="mt-3 grid gap-8 desk:my-auto">
      <p className="type-wide text-[1.375rem] leading-[1.16] font-[620] tracking-[-0.02em] desk:text-[2.25rem]">
        {t('cloth.line1')}
        <br />
        {t('cloth.line2')}
      </p>
      <Ledger />
    </div>
  )
}

const Wordmark = () => (
  <span className="inline-flex items-center gap-3">
    <Mark onSpine size={30} />
    <b className="type-wide text-16 font-bold max-[359px]:sr-only">Quartermaster</b>
  </span>
)

const page = [
  { move: 'received', because: '#1019', units: '+12', onHand: '17' },
  { move: 'sold', because: '#1031', units: '−2', onHand: '15' },
  { move: 'sold', because: '#1042', units: '−5', onHand: '10' },
  { move: 'window', because: '#1047', units: '−7', onHand: '3' },
] as const

function Ledger() {
  const { t } = useTranslation('accounts')
  return (
    <table className="w-full max-w-[500px] max-desk:hidden">
      <caption className="sr-only">{t('cloth.ledger')}</caption>
      <thead>
        <tr className="text-12 text-sidebar-muted [&>th]:pb-2 [&>th]:font-[480]">
          <th scope="col" className="text-start">
            {t('cloth.move')}
          </th>
          <th scope="col" className="text-start">
            {t('cloth.because')}
          </th>
          <th scope="col" className="text-end">
            {t('cloth.units')}
          </th>
          <th scope="col" className="text-end">
            {t('cloth.onHand')}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.map(({ move, because, units, onHand }, index) => (
          <tr key={because} className="[&>td]:border-t [&>td]:border-sidebar-border [&>td]:py-2.25">
            <td>{t(`cloth.moves.${move}`)}</td>
            <td className="text-sidebar-muted">{because}</td>
            <td className="text-end">{units}</td>
            <td className="text-end">
              {index === page.length - 1 ? <Total className="border-current">{onHand}</Total> : onHand}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
