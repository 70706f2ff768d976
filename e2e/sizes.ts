/** What a first view costs, read from the build's manifest: the entry, what it imports, and what the view's route loads. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const dist = join(import.meta.dirname, '../web/dist')

type Chunk = { file: string; isEntry?: boolean; imports?: string[] }
type Manifest = Record<string, Chunk>

export type View = { name: string; limitKb: number; sources: string[] }

const shop = ['src/features/store/StoreShell.tsx', 'src/features/store/ShelfPage.tsx', ...texts('store')]

/** The views that people open first, with the sources that their routes load. In the language whose texts are longer. */
export const views: readonly View[] = [
  {
    name: 'the console: /app',
    limitKb: 200,
    sources: [
      'src/app/consoles.ts',
      'src/app/ConsoleShell.tsx',
      'src/app/texts/console/de.json',
      'src/features/dashboard/HomePage.tsx',
      ...texts('dashboard', 'orders'),
      'src/ui/table/de.json',
    ],
  },
  { name: 'the storefront: /store/dreamkart', limitKb: 150, sources: shop },
  {
    name: 'the storefront, signed in',
    limitKb: 150,
    sources: [...shop, 'src/features/store/shell/Live.tsx'],
  },
]

/** Kilobytes of JavaScript, gzipped, by file; the largest first. */
export function weigh({ sources }: View): { file: string; kb: number }[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const entry = Object.keys(manifest).find(key => manifest[key]?.isEntry)
  const keys = new Set<string>()
  for (const source of [entry ?? 'index.html', ...sources]) addWithImports(manifest, source, keys)
  const files = new Set([...keys].map(key => (manifest[key] as Chunk).file).filter(file => file.endsWith('.js')))
  return ['first.js', ...files].map(file => ({ file, kb: zippedKb(file) })).toSorted((a, b) => b.kb - a.kb)
}

export const total = (parts: readonly { kb: number }[]): number => parts.reduce((sum, { kb }) => sum + kb, 0)

function addWithImports(manifest: Manifest, key: string, keys: Set<string>): void {
  if (keys.has(key)) return
  const chunk = manifest[key]
  if (!chunk) throw new Error(`the build's manifest knows no ${key}`)
  keys.add(key)
  for (const imported of chunk.imports ?? []) addWithImports(manifest, imported, keys)
}

function texts(...features: string[]): string[] {
  const folders = ['src/app/texts', ...features.map(feature => `src/features/${feature}`)]
  return folders.map(folder => `${folder}/de.json`)
}

/** Files under a kilobyte are sent as they are. */
function zippedKb(file: string): number {
  const path = join(dist, file)
  return statSync(existsSync(`${path}.gz`) ? `${path}.gz` : path).size / 1000
}
