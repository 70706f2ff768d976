import { useState } from 'react'
import type { CompanyReply } from '../../../../../server/features/tenants/contract.ts'
import { useCan, useSession } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import { invalidatePaths, useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ConfirmDialog, Sheet, Tag, toast } from '../../../ui/index.ts'
import { grantsOf, type Role } from '../grants.ts'
import { refusalOf } from '../people.ts'
import { regrant, rolePath, rolesPath } from './useSaveRoles.ts'

const presets = ['store', 'stockroom', 'controlled'] as const
type Preset = (typeof presets)[number]

/** Where the role Staff began, and how to begin again; a preset binds nobody afterwards. */
export function PresetSheet({ staff, lock }: { staff: Role | undefined; lock: string | null }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const { tenant } = useSession()
  const path = `/api/companies/${tenant.id}/`
  const { data: company } = useGet<CompanyReply>(path, undefined, { enabled: can('VIEW_COMPANIES') })
  const [asked, setAsked] = useState<Preset | null>(null)
  const mayAdopt = can('UPDATE_COMPANY') && can('ASSIGN_PERMISSIONS') && lock === null

  async function adopt(preset: Preset): Promise<void> {
    if (!company || !staff) return
    const back = grantsOf(staff)
    await api.patch(path, { preset })
    await invalidatePaths([path, rolesPath])
    toast(t('preset.done', { preset: t(`preset.${preset}.name`) }), { undo: () => restore(company.preset, back) })
  }

  async function restore(preset: string, grants: ReturnType<typeof grantsOf>): Promise<void> {
    try {
      await api.patch(path, { preset })
      await regrant(await api.get<Role>(rolePath(staff?.id ?? 0)), grants)
      toast(t('preset.undone'))
    } catch (error) {
      toast.error(refusalOf(error))
    }
    await invalidatePaths([path, rolesPath])
  }

  return (
    <Sheet title={t('preset.title')}>
      <p className="mb-3 text-muted-foreground">{t('preset.text')}</p>
      <dl className="grid gap-3">
        {presets.map(preset => (
          <div key={preset}>
            <dt className="flex flex-wrap items-center gap-2 font-medium">
              {t(`preset.${preset}.name`)}
              {company?.preset === preset && <Tag tone="accent">{t('preset.current')}</Tag>}
            </dt>
            <dd className="text-12 text-muted-foreground">{t(`preset.${preset}.text`)}</dd>
            {mayAdopt && company && (
              <dd className="mt-1">
                <Button size="sm" onClick={() => setAsked(preset)}>
                  {t('preset.adopt', { preset: t(`preset.${preset}.name`) })}
                </Button>
              </dd>
            )}
          </div>
        ))}
      </dl>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={open => !open && setAsked(null)}
        title={t('preset.askTitle', { preset: asked && t(`preset.${asked}.name`) })}
        confirm={t('preset.askConfirm', { count: staff?.users_count ?? 0 })}
        cancel={t('common:act.cancel')}
        kind="primary"
        onConfirm={() => asked && adopt(asked)}
      >
        <p>{t('preset.askText')}</p>
      </ConfirmDialog>
    </Sheet>
  )
}
