import { useEffect } from 'react'
import type { ApiError } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, FormError, Note, UnsavedMark } from '../../../ui/index.ts'
import { useNaming, usePermissionName, useRoleName } from '../words.ts'
import type { Changed } from './draft.ts'

type SaveBarProps = {
  changes: readonly Changed[]
  /** How many people would notice. */
  people: number
  isSaving: boolean
  error: ApiError | null
  save: () => void
  discard: () => void
  keepMine: (changed: Changed) => void
  dropMine: (changed: Changed) => void
}

/** Nothing changes for anyone until this is pressed. */
export function SaveBar({ changes, people, isSaving, error, save, discard, keepMine, dropMine }: SaveBarProps) {
  const { t } = useTranslation('people')
  const { number } = useFormat()
  const cells = changes.reduce((sum, { differences }) => sum + differences.length, 0)
  const clashes = changes.filter(({ theirs }) => theirs !== null)
  const isReady = clashes.length === 0
  useSaveKey(isReady && cells > 0, save)
  return (
    <>
      {clashes.map(changed => (
        <Clash key={changed.role.id} changed={changed} keepMine={keepMine} dropMine={dropMine} />
      ))}
      {error && (
        <div className="border-t border-border p-3">
          <FormError error={error} />
        </div>
      )}
      <footer className="roles-save">
        <UnsavedMark>{t('save.unsaved', { count: cells, n: number(cells) })}</UnsavedMark>
        <p className="min-w-0 flex-1 text-12 text-muted-foreground max-desk:hidden">{t('save.hint')}</p>
        <Button kind="bare" onClick={discard}>
          {t('save.discard')}
        </Button>
        <Button
          kind="primary"
          kbd="Ctrl ↵"
          busy={isSaving}
          lockedBecause={isReady ? null : t('clash.first')}
          onClick={save}
        >
          {people === 0 ? t('save.nobody') : t('save.people', { count: people, n: number(people) })}
        </Button>
      </footer>
    </>
  )
}

type ClashProps = Pick<SaveBarProps, 'keepMine' | 'dropMine'> & { changed: Changed }

/** Somebody else changed the role meanwhile: what, and whose stays. */
function Clash({ changed, keepMine, dropMine }: ClashProps) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const name = usePermissionName()
  const naming = useNaming()
  const role = roleName(changed.role.name)
  const theirs = (changed.theirs ?? []).map(({ code, to }) =>
    t('clash.cell', { permission: name(code), reach: t(`reach.${to ?? 'none'}`) }),
  )
  return (
    <Note tone="warn" role="alert" className="m-3 flex-wrap">
      <b>{t('clash.title', { role })}</b>{' '}
      {theirs.length > 0 ? t('clash.text', { changes: naming(theirs, 4) }) : t('clash.other')}
      <span className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => keepMine(changed)}>
          {t('clash.keepMine')}
        </Button>
        <Button size="sm" kind="bare" onClick={() => dropMine(changed)}>
          {t('clash.dropMine')}
        </Button>
      </span>
    </Note>
  )
}

function useSaveKey(isReady: boolean, save: () => void): void {
  useEffect(() => {
    if (!isReady) return
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      if (document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]')) return
      event.preventDefault()
      save()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  })
}
