import { Controller } from 'react-hook-form'
import { useTranslation } from '../../../lib/translation.ts'
import { Checkbox, Field, RadioCards } from '../../../ui/index.ts'
import type { Company } from './company.ts'
import { SectionSheet } from './SectionSheet.tsx'
import { useSection } from './useSection.ts'

type Approval = Company['settings']['order_approval']
type Values = Approval & { approver_not_requester: boolean }

const valuesOf = ({ settings: { order_approval, approver_not_requester } }: Company): Values => ({
  sale: order_approval.sale,
  restock: order_approval.restock,
  approver_not_requester,
})
const changesOf = ({ approver_not_requester, ...order_approval }: Values) => ({
  settings: { order_approval, approver_not_requester },
})

/** What waits for somebody, and for whom it may not wait. */
export function ApprovalSection({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const section = useSection<Values>({ company, valuesOf, changesOf })
  return (
    <SectionSheet
      id="approval"
      section={section}
      title={t('approval.title')}
      save={t('approval.save')}
      describe={values =>
        [
          t('approval.now', { kind: t('approval.sale'), how: t(`approval.${values.sale}`) }),
          t('approval.now', { kind: t('approval.restock'), how: t(`approval.${values.restock}`) }),
          t(values.approver_not_requester ? 'approval.apart' : 'approval.notApart'),
        ].join(', ')
      }
    >
      {(['sale', 'restock'] as const).map(kind => (
        <Field key={kind} label={t(`approval.${kind}`)} group>
          <Controller
            control={section.control}
            name={kind}
            render={({ field: { value, onChange } }) => (
              <RadioCards
                value={value}
                onChange={onChange}
                options={(['automatic', 'required'] as const).map(how => ({
                  value: how,
                  label: t(`approval.${how}`),
                  hint: t(`approval.${how}Hint.${kind}`),
                }))}
              />
            )}
          />
        </Field>
      ))}
      <Checkbox
        {...section.register('approver_not_requester')}
        label={<b>{t('approval.apart')}</b>}
        hint={t('approval.apartHint')}
      />
    </SectionSheet>
  )
}
