import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Total } from '../../ui/index.ts'
import { Section } from './Section.tsx'

const moves = [
  { id: 1, move: 'counted', because: 'count', at: '2026-11-12T18:15:00Z', by: 'Meera', units: 5 },
  { id: 2, move: 'received', because: '#1019', at: '2026-11-14T11:40:00Z', by: 'Priya', units: 12 },
  { id: 3, move: 'sold', because: '#1031', at: '2026-11-18T17:02:00Z', by: 'Kavya', units: -2 },
  { id: 4, move: 'sold', because: '#1042', at: '2026-11-20T10:26:00Z', by: 'Kavya', units: -5 },
  { id: 5, move: 'window', because: '#1047', at: '2026-11-21T08:52:00Z', by: 'Meera', units: -7 },
] as const

/** Why a number is what it is: every unit has a row, and a slip is put right by another row. */
export function Ledger() {
  const { t } = useTranslation('site')
  const [isReversed, setReversed] = useState(false)
  const rows = isReversed
    ? [
        ...moves,
        { id: 6, move: 'reversed', because: '#1047', at: '2026-11-21T09:41:00Z', by: 'Rohan', units: 7 } as const,
      ]
    : moves
  return (
    <Section title={t('ledger.title')} text={t('ledger.text')}>
      <div className="sheet overflow-hidden">
        <div className="sheet-head">
          <h3 className="text-14">{t('ledger.why', { count: rows.reduce((sum, { units }) => sum + units, 0) })}</h3>
          <div className="sheet-actions">
            <button
              type="button"
              className="btn btn-sm"
              aria-pressed={isReversed}
              onClick={() => setReversed(!isReversed)}
            >
              {t(isReversed ? 'ledger.back' : 'ledger.reverse')}
            </button>
          </div>
        </div>
        <Rows rows={rows} />
      </div>
    </Section>
  )
}

type Move = { id: number; move: string; because: string; at: string; by: string; units: number }

function Rows({ rows }: { rows: readonly Move[] }) {
  const { t } = useTranslation('site')
  const { signed, number, day } = useFormat()
  const onHand = rows.map((_, index) => rows.slice(0, index + 1).reduce((sum, { units }) => sum + units, 0))
  return (
    <table className="ledger">
      <caption className="sr-only">{t('ledger.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" className="ps-4">
            {t('ledger.move')}
          </th>
          <th scope="col">{t('ledger.because')}</th>
          <th scope="col" className="max-desk:hidden">
            {t('ledger.by')}
          </th>
          <th scope="col" className="ledger-num">
            {t('ledger.units')}
          </th>
          <th scope="col" className="ledger-num pe-4">
            {t('ledger.onHand')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, move, because, at, by, units }, index) => (
          <tr key={id} className={id === 6 ? '[&>td]:bg-warn-soft' : undefined}>
            <td className="ps-4">{t(`ledger.moves.${move}`)}</td>
            <td className="text-muted-foreground">{because === 'count' ? t('ledger.count') : because}</td>
            <td className="text-muted-foreground max-desk:hidden">{t('ledger.byOn', { name: by, day: day(at) })}</td>
            <td className="ledger-num">{signed(units)}</td>
            <td className="ledger-num pe-4">
              {index === rows.length - 1 ? <Total>{number(onHand[index])}</Total> : number(onHand[index])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
