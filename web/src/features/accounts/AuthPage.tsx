import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SiteTools } from '../../app/SiteTools.tsx'
import { Mark, Total, useWindowTitle } from '../../ui/index.ts'
import { useMeta } from './parts/meta.ts'

type AuthPageProps = {
  title: string
  sub?: ReactNode
  /** For forms with pairs of fields. */
  wide?: boolean
  /** Above the title: what has happened, as a picture. */
  mark?: ReactNode
  children: ReactNode
}

/** The cloth with a page of the ledger on it, and one form beside it. */
export function AuthPage({ title, sub, wide = false, mark, children }: AuthPageProps) {
  const main = useRef<HTMLElement>(null)
  useWindowTitle(title)
  useFirstField(main)
  return (
    <div className="grid min-h-dvh grid-rows-[auto_minmax(0,1fr)] desk:grid-cols-[minmax(0,46%)_minmax(0,1fr)] desk:grid-rows-1">
      <Cloth />
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

function Cloth() {
  const { t } = useTranslation('accounts')
  const company = useMeta()?.company
  return (
    <aside
      aria-label={t('cloth.label')}
      className="flex min-w-0 flex-col bg-spine px-4 pt-3 pb-5 text-sidebar-foreground desk:px-13 desk:py-10"
    >
      <div className="flex items-center gap-3">
        <Link to="/" className="me-auto inline-flex min-h-11 min-w-0 items-center rounded-sm desk:min-h-8">
          {company ? <b className="type-wide truncate text-16 font-bold">{company.name}</b> : <Wordmark />}
        </Link>
        <SiteTools onSpine className="desk:hidden" />
      </div>
      <div className="mt-3 grid gap-8 desk:my-auto">
        <p className="type-wide text-[1.375rem] leading-[1.16] font-[620] tracking-[-0.02em] desk:text-[2.25rem]">
          {t('cloth.line1')}
          <br />
          {t('cloth.line2')}
        </p>
        <Ledger />
      </div>
      <p className="text-12 text-sidebar-muted max-desk:hidden">{t('cloth.sealed')}</p>
    </aside>
  )
}

const Wordmark = () => (
  <span className="inline-flex items-center gap-3">
    <Mark onSpine size={30} />
    <b className="type-wide text-16 font-bold">Quartermaster</b>
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
