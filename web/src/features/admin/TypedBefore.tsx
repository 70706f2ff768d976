import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/index.ts'
import type { Field, Part } from './models.ts'
import { useWords } from './words.ts'

type Props = { field: Field | Part | null; value: unknown; use: () => void }

/** What one had typed into a field that now shows somebody else's word. */
export function TypedBefore({ field, value, use }: Props) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const said =
    typeof value === 'boolean' ? words.yesNo(value) : field?.choices ? words.choice(String(value), field.name) : value
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-warn-text">
      <span className="min-w-0 wrap-anywhere">{t('overtaken.typed', { value: said === '' ? '–' : said })}</span>
      <Button size="sm" kind="bare" onClick={use}>
        {t('overtaken.use')}
      </Button>
    </p>
  )
}
