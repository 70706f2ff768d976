/** The letters that no decomposition turns into plain ones. */
const plain: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/**
 * The domain that a company of this name is likely to get: the server transliterates every script, this only the Latin
 * ones; null where it cannot tell.
 */
export function addressLike(name: string, baseDomain: string): string | null {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, letter => plain[letter] ?? '')
  if (/[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(ascii)) return null
  const slug = ascii
    .replace(/[’'‘]/g, '-')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug ? `${slug}.${baseDomain}` : null
}
