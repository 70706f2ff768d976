/** What the companies of the benchmark sell: names of two words, and the terms that make them findable. */
import { termsOf } from '../server/platform/list/search.ts'

const adjectives =
  'amber azure black blue brass bronze carved classic copper coral cream crimson dark deluxe ebony emerald fine folding golden green grey heavy indigo iron ivory jade large light linen little long maroon matte mini modern narrow navy oak olive orange pearl plain polished purple quilted red robust round royal ruby scarlet silk silver slim small smooth soft steel striped violet white wide woven yellow'.split(
    ' ',
  )
const nouns =
  'anvil apron bag basket bench blanket bolt bottle bowl box bracket broom brush bucket cabinet cable candle carpet chair chest clamp clock cloth coat cup curtain cushion desk door drawer drill fan file frame glove hammer handle hinge hook jacket jar kettle knife ladder lamp lantern latch mat mirror mug nail needle oven pan pillow pipe plate pot rack rope saw scarf screw shelf stool table tray vase wire wrench'.split(
    ' ',
  )

/** Stands in a term where a product has its own SKU. */
export const anySku = 'sku0000000'

/** Every pair of words with its search terms, for `unnest` in columns; terms are joined by blanks. */
export function nameColumns() {
  const names = adjectives.flatMap(adjective => nouns.map(noun => `${capital(adjective)} ${capital(noun)}`))
  const terms = names.map(name => termsOf([name, anySku], 200))
  return {
    names,
    terms: terms.map(list => list.map(({ term }) => term).join(' ')),
    shared: terms.map(list => list.map(({ shared }) => shared).join(' ')),
  }
}

/** Beginnings of words that many products have. */
export const prefixes: readonly string[] = [...adjectives, ...nouns].map(word => word.slice(0, 3))

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
