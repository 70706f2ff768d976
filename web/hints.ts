/**
 * What the files of a first view are, for each address that people come in by: the server names them in the page, so that they
 * travel beside the application's own file instead of after it. A page that is not told of is fetched when the router asks for it.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The links of the pages whose path fits, for each language; see server/platform/web.ts. */
export type Hint = { path: string; links: Record<string, string> }

type View = { path: string; sources: string[]; texts: string[] }
type Manifest = Record<string, { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }>

const company = {
  sources: ['src/app/consoles.ts', 'src/app/ConsoleShell.tsx'],
  texts: ['app/texts', 'app/texts/console', 'ui/table'],
}
const platform = {
  sources: ['src/app/consoles.ts', 'src/app/PlatformShell.tsx'],
  texts: ['app/texts', 'app/texts/console', 'ui/table', 'features/admin'],
}
const shop = {
  sources: ['src/features/store/StoreShell.tsx'],
  texts: ['app/texts', 'features/store'],
}

/** The first that fits is taken. */
const views: readonly View[] = [
  { ...at('^/app/?$', company, 'dashboard/HomePage.tsx', 'dashboard', 'orders') },
  { ...at('^/app/products/?$', company, 'catalog/ProductsPage.tsx', 'catalog') },
  { ...at('^/app/orders/?$', company, 'orders/OrdersPage.tsx', 'orders') },
  { ...at('^/app/approvals/?$', company, 'orders/ApprovalsPage.tsx', 'orders') },
  { ...at('^/app/stock/?$', company, 'stock/StockPage.tsx', 'stock') },
  { path: '^/app/', ...company },
  { path: '^/admin(/|$)', ...platform },
  { ...at('^/store/[^/]+/?$', shop, 'store/ShelfPage.tsx') },
  { path: '^/store/', ...shop },
]

const languages = ['en', 'de']

/** Names the file that asks ahead, for public/first.js to run, and writes `hints.json` beside the manifest that it is read from. */
export function nameFirstFiles(): Plugin {
  return {
    name: 'name-first-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle = {} }) {
        const ahead = Object.values(bundle).find(({ type, name }) => type === 'chunk' && name === 'ahead')
        if (!ahead) throw new Error('the build has no file named ahead')
        const attrs = { id: 'ahead', rel: 'modulepreload', crossorigin: true, href: `/${ahead.fileName}` }
        return [{ tag: 'link', attrs, injectTo: 'head-prepend' }]
      },
    },
    writeBundle: {
      sequential: true,
      order: 'post',
      async handler({ dir = '' }) {
        const folder = join(dir, '.vite')
        const manifest: Manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
        await writeFile(join(folder, 'hints.json'), JSON.stringify(views.map(view => hintOf(view, manifest))))
      },
    },
  }
}

const wholeFirstViews = new Set(['console', 'table', 'shared', 'live', 'ProductsPage'])

/**
 * Has Chromium compile these files whole while they arrive, beside what the page does meanwhile, instead of each function when it
 * is first called. The word must stand first in the file, before what Vite puts there.
 */
export function compileAhead(): Plugin {
  return {
    name: 'compile-ahead',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk' && wholeFirstViews.has(chunk.name))
            chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`
      },
    },
  }
}

function at(path: string, shell: Omit<View, 'path'>, page: string, ...texts: string[]): View {
  return {
    path,
    sources: [...shell.sources, `src/features/${page}`],
    texts: [...shell.texts, ...texts.map(feature => `features/${feature}`)],
  }
}

function hintOf({ path, sources, texts }: View, manifest: Manifest): Hint {
  const known = filesOf(
    manifest,
    Object.keys(manifest).filter(key => manifest[key]?.isEntry),
  )
  const links = languages.map(language => {
    const keys = [...texts.map(folder => `src/${folder}/${language}.json`), ...sources]
    const files = filesOf(manifest, keys).difference(known)
    return [language, [...files].map(linkTo).join('')]
  })
  return { path, links: Object.fromEntries(links) }
}

/** All that these load, each file after those that it needs. */
function filesOf(manifest: Manifest, keys: readonly string[]): Set<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const add = (key: string): void => {
    if (seen.has(key)) return
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`the build's manifest knows no ${key}`)
    chunk.imports?.forEach(add)
    for (const sheet of chunk.css ?? []) files.add(sheet)
    files.add(chunk.file)
  }
  keys.forEach(add)
  return files
}

const linkTo = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/${file}">`
    : `<link rel="modulepreload" fetchpriority="low" crossorigin href="/${file}">`
