/** The texts of i18next, as components read them: one subscription each, to the language alone. */
import i18next, { type TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'

type Speech<Namespace extends string> = { t: TFunction<Namespace>; i18n: typeof i18next }

/** `t` reads from this namespace, or from the first of these that has the text. It changes with the language only. */
export function useTranslation<Namespace extends string = 'common'>(
  namespace?: Namespace | readonly Namespace[],
): Speech<Namespace> {
  const language = useSyncExternalStore(watch, now)
  return speechIn(language, String(namespace ?? 'common')) as Speech<Namespace>
}

const speeches = new Map<string, Speech<string>>()

/** The same for all who ask the same, so that whatever depends on `t` is computed once for each language. */
function speechIn(language: string, namespaces: string): Speech<string> {
  const key = `${language} ${namespaces}`
  const known = speeches.get(key)
  if (known) return known
  const made = { t: i18next.getFixedT(language, namespaces.split(',')), i18n: i18next }
  speeches.set(key, made)
  return made
}

const now = (): string => i18next.language

function watch(watcher: () => void): () => void {
  i18next.on('languageChanged', watcher)
  return () => i18next.off('languageChanged', watcher)
}
