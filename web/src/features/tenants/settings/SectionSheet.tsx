import type { KeyboardEvent, ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { useCan } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, FormError, Note, Sheet, UnsavedMark } from '../../../ui/index.ts'
import type { Section } from './useSection.ts'

type SectionSheetProps<V extends FieldValues> = {
  section: Section<V>
  title: string
  /** Verb + object, on the button that saves. */
  save: string
  /** What somebody else's values say, in words. */
  describe: (values: V) => string
  id: string
  /** Nothing here can be changed any more; the field says why. */
  isFixed?: boolean
  /** Whoever holds one of these may change it. */
  needs?: readonly string[]
  children: ReactNode
}

/** One subject of the settings, saved by itself. */
export function SectionSheet<V extends FieldValues>({
  section,
  title,
  save,
  describe,
  id,
  isFixed = false,
  needs = ['UPDATE_COMPANY', 'UPDATE_SETTINGS'],
  children,
}: SectionSheetProps<V>) {
  const { t } = useTranslation('tenants')
  const can = useCan()
  const mayChange = needs.some(can)
  const { submit, error, isDirty, isSaving, theirs, takeTheirs } = section
  return (
    <Sheet title={title} id={id} actions={isDirty && !isSaving && <UnsavedMark />}>
      <form noValidate onSubmit={submit} onKeyDown={saveByKey}>
        <fieldset disabled={!mayChange} className="grid min-w-0 gap-5" aria-labelledby={`${id}-title`}>
          {children}
          {theirs && (
            <Note
              tone="warn"
              role="alert"
              action={
                <Button size="sm" className="flex-none self-center" onClick={takeTheirs}>
                  {t('overtaken.take')}
                </Button>
              }
            >
              <b>{t('overtaken.title')}</b> {t('overtaken.text', { now: describe(theirs) })}
            </Note>
          )}
          <FormError error={error} />
          {mayChange && !isFixed && (
            <div className="flex flex-wrap justify-end gap-2">
              {isDirty && (
                <Button kind="bare" onClick={takeTheirs}>
                  {t('discard')}
                </Button>
              )}
              <Button type="submit" kind={isDirty ? 'primary' : 'plain'} busy={isSaving} disabled={!isDirty}>
                {save}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
    </Sheet>
  )
}

function saveByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
