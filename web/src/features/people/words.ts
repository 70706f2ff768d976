import { useCallback } from 'react'
import { useTranslation } from '../../lib/translation.ts'

const builtIn = new Set(['owner', 'manager', 'staff', 'customer', 'platform_admin'])

/** Built-in roles in the person's language, others as the company called them. */
export function useRoleName(): (name: string) => string {
  const { t } = useTranslation('common')
  return useCallback(name => (builtIn.has(name) ? t(`common:roles.${name}`) : name), [t])
}

/** What a role is for. What we wrote about the built-in ones is said in the person's language. */
export const written: Record<string, string> = {
  'Everything in the company': 'owner',
  'Approves, manages stock, products and orders, sees all': 'manager',
  'The daily work': 'staff',
  'Browses, places and sees own orders': 'customer',
}

export function useRoleDescription(): (description: string) => string {
  const { t } = useTranslation('people')
  return useCallback(said => (written[said] ? t(`people:roleIs.${written[said]}`) : said), [t])
}

/** A permission as people say it. One that these texts do not know yet is called as the server calls it. */
export function usePermissionName(): (code: string, name?: string) => string {
  const { t } = useTranslation('people')
  return useCallback((code, name = code) => t(`people:permission.${code}`, { defaultValue: name }), [t])
}

/** "A, B and C", at most so many by name. */
export function useNaming(): (names: readonly string[], most?: number) => string {
  const { t, i18n } = useTranslation('people')
  return useCallback(
    (names, most = 3) => {
      const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
      if (names.length <= most) return list.format(names)
      return list.format([...names.slice(0, most), t('people:more', { count: names.length - most })])
    },
    [t, i18n.language],
  )
}
