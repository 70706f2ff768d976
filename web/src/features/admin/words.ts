/** What the server calls by its names, as people say it. Names that these texts do not know yet stay the server's. */
import { useMemo } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import type { Field, Model, Part } from './models.ts'

type Named = Pick<Field | Part, 'name' | 'label'>

export type Words = ReturnType<typeof useWords>

export function useWords() {
  const { t } = useTranslation(['admin', 'people', 'catalog', 'common'])
  return useMemo(() => {
    const say = (keys: string[], otherwise: string): string => t(keys as never, { defaultValue: otherwise }) as string
    return {
      group: (name: string) => say([`admin:group.${name}`], name),
      /** "Products". */
      many: ({ name, label }: Pick<Model, 'name' | 'label'>) => say([`admin:model.${name}.many`], label),
      /** "Product". */
      one: ({ name, label }: Pick<Model, 'name' | 'label'>) => say([`admin:model.${name}.one`], label),
      /** "New product". */
      add: ({ name, label }: Pick<Model, 'name' | 'label'>) => say([`admin:model.${name}.add`], label),
      /** What its records are, in a sentence. */
      about: ({ name }: Pick<Model, 'name'>) => say([`admin:model.${name}.about`], ''),
      field: ({ name, label }: Named, model = '', within = '') =>
        say(
          within ? [`admin:part.${within}.${name}`] : [`admin:fieldOf.${model}.${name}`, `admin:field.${name}`],
          label,
        ),
      hint: ({ name }: Named, model: string, isNew: boolean) =>
        say([...(isNew ? [`admin:hintNew.${model}.${name}`] : []), `admin:hint.${model}.${name}`], ''),
      choice: (value: string, field = '', model = '') =>
        say(
          [
            `admin:choiceIn.${model}.${value}`,
            `admin:choiceOf.${field}.${value}`,
            `admin:choice.${value}`,
            `catalog:unit.${value}`,
          ],
          value,
        ),
      role: (name: string) => say([`common:roles.${name}`], name),
      permission: (code: string, name = code) => say([`people:permission.${code}`], name),
      yesNo: (value: boolean) => t(value ? 'admin:yes' : 'admin:no'),
    }
  }, [t])
}
