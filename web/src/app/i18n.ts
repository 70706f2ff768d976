import i18next from 'i18next'

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

type Texts = Record<string, unknown>
type Loaders = Record<string, () => Promise<{ default: Texts }>>

/** The texts of each folder are a chunk of their own for each language, loaded with the pages that speak them. */
const loaders: Loaders = {
  ...import.meta.glob<{ default: Texts }>('../features/{accounts,contact,site,store}/**/{en,de}.json'),
  ...import.meta.glob<{ default: Texts }>('./texts/{en,de}.json'),
}

/** Those of the consoles, whose pages bring where they are. */
export function addTexts(more: Loaders): void {
  Object.assign(loaders, more)
}

/** Where the texts of a namespace are that is not a feature's own. */
const folders: Record<string, string> = {
  common: './texts',
  console: './texts/console',
  palette: './texts/palette',
  table: '../ui/table',
}

const stored = 'qm.language'

/** Opens the common texts in the language that this browser chose, else in one that it asks for. */
export async function startTexts(): Promise<void> {
  i18next.on('languageChanged', showLanguage)
  await i18next.init({
    lng: preferred(),
    fallbackLng: 'en',
    ns: [],
    defaultNS: 'common',
    resources: {},
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await loadTexts('common')
}

/** Makes these namespaces readable in the present language. */
export async function loadTexts(...namespaces: string[]): Promise<void> {
  await Promise.all(namespaces.map(namespace => load(i18next.language, namespace)))
}

/** Switches everything on the page; kept for this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(stored, language)
  const open = Object.keys(i18next.getDataByLanguage(i18next.language) ?? {})
  await Promise.all(open.map(namespace => load(language, namespace)))
  await i18next.changeLanguage(language)
}

async function load(language: string, namespace: string): Promise<void> {
  if (i18next.hasResourceBundle(language, namespace)) return
  const loader = loaders[pathOf(language, namespace)]
  if (!loader) return
  i18next.addResourceBundle(language, namespace, (await loader()).default)
}

function pathOf(language: string, namespace: string): string {
  return `${folders[namespace] ?? `../features/${namespace}`}/${language}.json`
}

function preferred(): Language {
  const asked = [localStorage.getItem(stored), ...navigator.languages].map(tag => tag?.slice(0, 2).toLowerCase())
  return (asked.find(tag => tag !== undefined && tag in languages) as Language | undefined) ?? 'en'
}

function showLanguage(language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}
