/**
 * Which modules share a file, for the first views of the shop and of the console. By itself the bundler makes a file of whatever
 * two pages have in common: forty small ones are named, compressed and fetched worse than four.
 */
import { normalizePath, type Rolldown } from 'vite'

const src = `${normalizePath(import.meta.dirname)}/src`
const shop = `${src}/features/store`

const isNoEntry = (id: string) => !id.endsWith('.html') && id !== `${src}/main.tsx`

/** The first that takes a module has it, with all that it imports and nobody before took. */
export const groups: Rolldown.CodeSplittingGroup[] = [
  // It runs before the others have come: nothing that it needs may stand in one of them.
  { name: 'ahead', test: /[\\/]app[\\/]ahead\.ts$/ },
  { name: 'base', tags: ['$initial'], test: isNoEntry },
  {
    debugName: 'shared',
    name: (id, context) =>
      isTakenElsewhere(id) || (shopImports(context).has(id) && !id.startsWith(shop)) ? 'shared' : null,
  },
  { name: 'store', test: /[\\/](StoreShell|ShelfPage)\.tsx$/ },
  // Before the console's: those who shop take it without the console around it.
  { name: 'live', test: /[\\/](Live|LiveBar)\.tsx$/ },
  // With what is small and stands on many of its pages.
  {
    name: 'console',
    test: /[\\/](consoles\.ts|(ConsoleShell|LevelBar|figures|pills|Skeleton|ProductPicture|choices)\.tsx|people[\\/]people\.ts|(names|queriesObserver|useQueries)\.m?[jt]s|(plus|pencil)\.m?js)$/,
  },
  { name: 'table', test: /[\\/](DataTable\.tsx|catalog[\\/](changes|facts|people|categories)\.ts|archive\.m?js)$/ },
  // One file of what would be dozens, the names of which everybody loads.
  { name: 'icons', test: /lucide-react[\\/]dist[\\/]esm[\\/]icons[\\/]/, minShareCount: 2 },
  { name: 'home', test: /[\\/]HomePage\.tsx$/ },
  // What opens on a press, anywhere.
  { name: 'menus', test: /[\\/]late[\\/](Menu|Popover)\.tsx$/ },
]

/** What the shop takes from packages, and the console too: else one of the two would fetch all of the other for it. */
const isTakenElsewhere = (id: string) =>
  /[\\/](useLocation|useInfiniteQuery|infiniteQueryObserver|shopping-cart|user-round)\.m?js$/.test(id)

let known: ReadonlySet<string> | undefined

/** Our own modules that the shop's first view consists of. */
function shopImports(context: Rolldown.ChunkingContext): ReadonlySet<string> {
  known ??= ownImports(
    context,
    ['StoreShell.tsx', 'ShelfPage.tsx'].map(file => `${shop}/${file}`),
  )
  return known
}

function ownImports(context: Rolldown.ChunkingContext, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from)
  for (const id of found) {
    const imported = context.getModuleInfo(id)?.importedIds ?? []
    for (const each of imported) if (each.startsWith(src)) found.add(each)
  }
  return found
}
