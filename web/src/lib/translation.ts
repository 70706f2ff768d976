/** The texts of i18next, as components read them: nothing to subscribe to but the language, which the application hands down. */
import i18next, { type TFunction } from 'i18next'
import { createContext, useContext, useSyncExternalStore } from 'react'

type Speech<Namespace extends string> = { t: TFunction<Namespace>; i18n: typeof i18next }

/** The language of the page. A table asks for it in every cell, so that there is one subscription for all. */
export const LanguageContext = createContext<string | null>(null)

/** For the application alone: the language, whenever it changes. */
export const useLanguage = (): string => useSyncExternalStore(watch, now)

/** `t` reads from this namespace, or from the first of these that has the text. It changes with the language only. */
export function useTranslation<Namespace extends string = 'common'>(
  namespace?: Namespace | readonly Namespace[],
): Speech<Namespace> {
  const language = useContext(LanguageContext) ?? now()
  return speechIn(language, String(namespace ?? 'common')) as Speech<Namespace>
}

const speeches = new Map<string, Speech<string>>()

/** The same for all who ask the same, so that whatever depends on `t` is computed once for each language. */
function speechIn(language: string, namespaces: string): Speech<string> {
  const key = `${language} ${namespaces}`
  const known = speeches.get(key)
  if (known) return known
  const made = { t: remembering(i18next.getFixedT(language, namespaces.split(','))), i18n: i18next }
  speeches.set(key, made)
  return made
}

/**
 * Says what `speak` says, but looks a text up once: to find it, and its plural, takes i18next fifty times as long as to put the
 * values into it. Our texts hold nothing but plain values, which texts.test.ts makes sure of.
 */
export function remembering(speak: TFunction): TFunction {
  const known = new Map<string, string>()
  const say = (key: string | string[], values: Record<string, unknown> = {}): string => {
    if (typeof key !== 'string' || 'defaultValue' in values || 'context' in values) return speak(key, values)
    const { count } = values as { count?: number }
    const id = count === undefined ? key : `${key} ${count}`
    const text = known.get(id) ?? speak(key, { ...(count !== undefined && { count }), skipInterpolation: true })
    // What is missing answers its key: its file may yet come.
    if (!key.endsWith(text)) known.set(id, text)
    return text.includes('{{') ? text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? '')) : text
  }
  return say as unknown as TFunction
}

const now = (): string => i18next.language

function watch(watcher: () => void): () => void {
  i18next.on('languageChanged', watcher)
  return () => i18next.off('languageChanged', watcher)
}
