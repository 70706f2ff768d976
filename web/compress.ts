import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Writes each text asset of a build a second and third time, as brotli and gzip, so that the server compresses nothing. */
export function compressAssets(): Plugin {
  let folder = ''
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    writeBundle: {
      sequential: true,
      order: 'post',
      async handler({ dir }) {
        folder = dir ?? folder
        const files = await readdir(folder, { recursive: true })
        await Promise.all(files.filter(isText).map(file => compress(join(folder, file))))
      },
    },
  }
}

const isText = (file: string) => /\.(js|css|svg|json|txt)$/.test(file)

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < 256) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  await Promise.all([
    brotli(content, { params }).then(made => writeFile(`${file}.br`, made)),
    zip(content, { level: 9 }).then(made => writeFile(`${file}.gz`, made)),
  ])
}
