import { useTranslation } from '../../../lib/translation.ts'
import { Button, Diff, Note, Segmented } from '../../../ui/index.ts'
import { useFieldWords } from '../fieldWords.ts'
import type { Clash, Field } from './merge.ts'

type ConflictProps = {
  /** "Meera changed this product at 09:27." */
  text: string
  clashes: Clash[]
  isOpen: boolean
  open: () => void
  /** Fields where theirs stays. */
  yielded: ReadonlySet<Field>
  onYield: (fields: ReadonlySet<Field>) => void
}

/** What somebody else changed meanwhile: what was, what is now, and whose stays. */
export function Conflict({ text, clashes, isOpen, open, yielded, onYield }: ConflictProps) {
  const { t } = useTranslation('catalog')
  const words = useFieldWords()
  const turn = (field: Field, whose: string) => {
    const next = new Set(yielded)
    if (whose === 'theirs') next.add(field)
    else next.delete(field)
    onYield(next)
  }
  return (
    <div className="grid gap-3" role="alert">
      <Note
        tone="warn"
        action={
          !isOpen && (
            <Button size="sm" onClick={open}>
              {t('conflict.compare')}
            </Button>
          )
        }
      >
        <b>{t('conflict.notSaved')}</b> {text}
      </Note>
      {isOpen && (
        <ul className="grid gap-3 border-b border-border pb-4">
          {clashes.length === 0 && <li className="text-muted-foreground">{t('conflict.none')}</li>}
          {clashes.map(({ field, base, theirs, mine }) => (
            <li key={field} className="grid gap-1">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <b className="font-medium">{words.name(field)}</b>
                {mine !== undefined && (
                  <Segmented
                    label={t('conflict.whose', { field: words.name(field) })}
                    value={yielded.has(field) ? 'theirs' : 'mine'}
                    onChange={whose => turn(field, whose)}
                    options={[
                      { value: 'mine', label: t('conflict.mine') },
                      { value: 'theirs', label: t('conflict.theirs') },
                    ]}
                  />
                )}
              </span>
              <Diff inline before={words.value(field, base)} after={words.value(field, theirs)} />
              <small className="text-muted-foreground">
                {mine === undefined
                  ? t('conflict.stays')
                  : t(yielded.has(field) ? 'conflict.mineGoes' : 'conflict.mineWins', {
                      value: words.value(field, mine),
                    })}
              </small>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
