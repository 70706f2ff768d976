import clsx from 'clsx'
import { useTranslation } from '../lib/translation.ts'
import { wordsOf } from './words.ts'

type DiffProps = {
  before: string | number | boolean | null | undefined
  after: string | number | boolean | null | undefined
  /** Beside each other (desk), or one behind the other in a line of text. */
  inline?: boolean
  className?: string
}

/** Before and after; only the words that changed are struck or tinted. */
export function Diff({ before, after, inline = false, className }: DiffProps) {
  const { t } = useTranslation('common')
  const parts = wordsOf(plain(before), plain(after))
  const old = (
    <span>
      <span className="sr-only">{t('ui.diff.before')} </span>
      {before === null || before === undefined || before === ''
        ? '–'
        : parts.map(
            (part, index) =>
              part.is !== 'added' &&
              (part.is === 'gone' ? (
                <del key={index} className="diff-before">
                  {part.text}
                </del>
              ) : (
                <span key={index}>{part.text}</span>
              )),
          )}
    </span>
  )
  const fresh = (
    <span>
      <span className="sr-only">{t('ui.diff.after')} </span>
      {after === null || after === undefined || after === ''
        ? '–'
        : parts.map(
            (part, index) =>
              part.is !== 'gone' &&
              (part.is === 'added' ? (
                <ins key={index} className="diff-after">
                  {part.text}
                </ins>
              ) : (
                <span key={index}>{part.text}</span>
              )),
          )}
    </span>
  )
  return (
    <span
      className={clsx(
        inline ? 'inline' : 'grid gap-x-4 gap-y-1 desk:grid-cols-2',
        '[overflow-wrap:anywhere]',
        className,
      )}
    >
      {old}
      {inline && ' → '}
      {fresh}
    </span>
  )
}

const plain = (value: DiffProps['before']): string => (value === null || value === undefined ? '' : String(value))
