/**
 * Keys under which names collide. A login name must not be imitated, so its key undoes case, marks, invisible
 * characters and look-alikes of other scripts; the key of any other name only undoes case, width and spacing.
 */
import anyAscii from 'any-ascii'

// PostgreSQL indexes keys of at most 2,700 bytes, and NFKC makes up to 18 characters of one.
const mostUnits = 400

/** The key of a login name or e-mail: names that could be mistaken for each other have the same. May be empty. */
export function foldKey(text: string): string {
  const bare = text.normalize('NFKD').replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
  return limited(Array.from(bare, foldLetter).join('').toLowerCase().replace(/\s+/gu, ' ').trim())
}

/** The key of a company, product, role, category or location name. May be empty. */
export function nameKey(text: string): string {
  const visible = text.normalize('NFKC').replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
  return limited(visible.toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim())
}

/** A name as part of a domain: `Łódź & Söhne` → `lodz-sohne`. Never empty, at most 40 characters. */
export function slugOf(name: string): string {
  const ascii = anyAscii(name.normalize('NFKC').toLowerCase()).toLowerCase()
  const slug = ascii
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug || 'company'
}

/** Letters that look like Latin ones but are transliterated to others, or to none. */
const lookAlikes = new Map(
  [
    ['АВСЕНІЈКМОРЅТХУԜԚҮ', 'abcehijkmopstxywqy'],
    ['авсеһіјкморѕтхуԝԛүԁӏ', 'abcehijkmopstxywqydl'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'],
    ['ανορυχγικτ', 'avopuxyikt'],
    ['օսցհոյքԼՏՕ', 'ougnnjqlso'],
    ['ᎪᏴᏟᎬᏀᎻᎥᎫᏦᏞᎷΝᏢᏒᏚᎢᏙᎳᏃ', 'abceghijklmnprstvwz'],
    ['ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ', 'bpddtgkjczfmnlsrvhwxyaeiou'],
  ].flatMap(([theirs = '', ours = '']) => Array.from(theirs, (letter, i) => [letter, ours[i] ?? letter] as const)),
)

function foldLetter(letter: string): string {
  if (letter <= '\u007f') return letter
  const alike = lookAlikes.get(letter)
  if (alike) return alike
  const ascii = anyAscii(letter)
  return /\p{Script=Latin}/u.test(letter) || /^[\x21-\x7e]$/.test(ascii) ? ascii : letter
}

function limited(key: string): string {
  return key.slice(0, mostUnits).toWellFormed()
}
