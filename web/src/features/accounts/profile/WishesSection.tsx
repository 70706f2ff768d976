import { useCan } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ErrorState, Sheet, Skeleton } from '../../../ui/index.ts'
import { useSwitchWish, useWishes, type Way, type Wish } from './wishes.ts'

/** Those who do not decide are never told of these. */
const forDeciders: readonly Wish['kind'][] = ['order_waiting', 'stock_low']

export function WishesSection() {
  const { t } = useTranslation('accounts')
  const can = useCan()
  const { data, error, refetch } = useWishes()
  const { mutate } = useSwitchWish()
  const shown = data?.filter(({ kind }) => can('APPROVE_ORDER') || !forDeciders.includes(kind))
  return (
    <Sheet
      title={t('wishes.title')}
      actions={<span className="text-12 text-muted-foreground">{t('wishes.sub')}</span>}
      flush
    >
      {error && !data ? (
        <ErrorState error={error} title={t('wishes.readError')} onRetry={refetch} />
      ) : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col" className="ps-4">
                {t('wishes.kind')}
              </th>
              <th scope="col" className="w-1 text-center">
                {t('wishes.inbox')}
              </th>
              <th scope="col" className="w-1 pe-4 text-center">
                {t('wishes.email')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown?.map(wish => (
              <Row key={wish.kind} wish={wish} onSwitch={(way, on) => mutate({ kind: wish.kind, way, on })} />
            ))}
          </tbody>
        </table>
      )}
      {!data && !error && <Skeleton rows={6} />}
    </Sheet>
  )
}

function Row({ wish, onSwitch }: { wish: Wish; onSwitch: (way: Way, on: boolean) => void }) {
  const { t } = useTranslation('accounts')
  const name = t(`wishes.kinds.${wish.kind}.name`, { defaultValue: wish.says })
  const cell = (way: Way) => (
    <button
      type="button"
      role="switch"
      className="switch align-middle"
      aria-checked={wish[way]}
      aria-label={t('wishes.by', { kind: name, way: t(`wishes.${way}`) })}
      onClick={() => onSwitch(way, !wish[way])}
    />
  )
  return (
    <tr>
      <th scope="row" className="py-1.5 ps-4">
        {name}
        <small className="block text-muted-foreground">
          {t(`wishes.kinds.${wish.kind}.hint`, { defaultValue: '' })}
        </small>
      </th>
      <td className="text-center">
        {wish.kind === 'digest' ? <span className="text-muted-foreground">–</span> : cell('inbox')}
      </td>
      <td className="pe-4 text-center">{cell('email')}</td>
    </tr>
  )
}
