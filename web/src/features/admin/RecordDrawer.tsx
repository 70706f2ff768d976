import { useTranslation } from 'react-i18next'
import { Drawer, KeyValues } from '../../ui/index.ts'
import { Actions } from './Actions.tsx'
import { FieldValue } from './FieldValue.tsx'
import { type Model, type Row, titleOf } from './models.ts'

type Props = { model: Model; row: Row; company: unknown; close: () => void }

/** A record that has no page of its own, in full, and what may be done with it. */
export function RecordDrawer({ model, row, company, close }: Props) {
  const { t } = useTranslation('admin')
  const hasActions = model.actions.length > 0
  return (
    <Drawer
      open
      onOpenChange={close}
      title={<span className="wrap-anywhere">{titleOf(model, row)}</span>}
      description={model.label}
      {...(hasActions && { actions: <Actions model={model} row={row} company={company} /> })}
    >
      <section aria-label={t('facts')} className="wrap-anywhere whitespace-pre-line [&_dd]:text-start">
        <KeyValues
          items={model.fields
            .filter(({ shown }) => shown)
            .map(field => [
              field.label,
              <FieldValue key={field.name} field={field} value={row[field.name]} company={company} />,
            ])}
        />
      </section>
    </Drawer>
  )
}
