export type Part = { is: 'same' | 'gone' | 'added'; text: string }

/** Longer texts are compared as a whole: the table below grows with the product of both lengths. */
const mostWords = 400

/** How one text became the other, word by word (longest common subsequence). */
export function wordsOf(before: string, after: string): Part[] {
  if (before === after) return [{ is: 'same', text: before }]
  const [old, fresh] = [split(before), split(after)]
  if (old.length > mostWords || fresh.length > mostWords) return whole(before, after)
  return merge(walk(old, fresh, lengths(old, fresh)))
}

const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}]+(?:[.,:]\p{N}+)*|[^\s\p{L}\p{N}]/gu) ?? []

const whole = (before: string, after: string): Part[] => [
  { is: 'gone', text: before },
  { is: 'added', text: after },
]

function lengths(old: string[], fresh: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const same = old[i] === fresh[j]
      const row = table[i] as number[]
      row[j] = same ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  }
  return table
}

const at = (table: number[][], i: number, j: number): number => table[i]?.[j] ?? 0

function walk(old: string[], fresh: string[], table: number[][]): Part[] {
  const parts: Part[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      parts.push({ is: 'same', text: old[i++] as string })
      j++
    } else if (j >= fresh.length || (i < old.length && at(table, i + 1, j) >= at(table, i, j + 1))) {
      parts.push({ is: 'gone', text: old[i++] as string })
    } else {
      parts.push({ is: 'added', text: fresh[j++] as string })
    }
  }
  return parts
}

/** Neighbours of a kind become one mark. */
function merge(parts: Part[]): Part[] {
  return parts.reduce<Part[]>((all, part) => {
    const last = all.at(-1)
    if (last?.is === part.is) last.text += part.text
    else all.push({ ...part })
    return all
  }, [])
}
