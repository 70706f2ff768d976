import { readdir, readFile } from 'node:fs/promises'

const folder = new URL('../migrations/tenant/', import.meta.url)

/** The names of the tables that every company has, as the migrations make them. */
export async function tenantTables(): Promise<Set<string>> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.sql'))
  const texts = await Promise.all(files.map(file => readFile(new URL(file, folder), 'utf8')))
  return new Set(
    texts.flatMap(text => Array.from(text.matchAll(/^create table (\w+)/gm), ([, name]) => name as string)),
  )
}
