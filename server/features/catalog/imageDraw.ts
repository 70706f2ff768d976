/** Uploaded bytes become pictures of our own making: nothing of the file but its pixels is kept. */
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { ResizeFit, Transformer } from '@napi-rs/image'
import { type Invalid, invalid } from '../../platform/errors.ts'
import { openLanes } from '../../platform/lanes.ts'
import { findSize, type Size } from './imageSize.ts'

/** A product's picture as it is stored: WebP in each size, and the hash of the full one. */
export type Picture = { hash: string; full: Buffer; thumb: Buffer }

const longestPixels = { full: 1200, thumb: 320 }

/** Decodes, turns upright, scales down and encodes anew. Throws 400 on `image`, Busy. */
export async function drawPicture(upload: Buffer): Promise<Picture> {
  assertDrawable(findSize(upload))
  return inTurn(async () => {
    const full = await draw(upload, longestPixels.full)
    const thumb = await draw(full, longestPixels.thumb)
    return { hash: createHash('sha256').update(full).digest('hex'), full, thumb }
  })
}

/** Four bytes each, or eight: so much memory a picture takes while it is drawn. */
const mostPixels = 25_000_000
const longestSide = 12_000

function assertDrawable(size: Size | null): void {
  if (!size) throw unreadable()
  const { width, height } = size
  if (width * height > mostPixels || Math.max(width, height) > longestSide)
    throw invalid('image', `Send at most ${mostPixels / 1e6} megapixels, and at most ${longestSide} pixels a side.`)
}

function unreadable(): Invalid {
  return invalid('image', 'This is no whole PNG, JPEG or WebP image.')
}

// The library draws in Node’s four threads; files, names and passwords need some of them too.
const inTurn = openLanes({
  lanes: Math.max(1, Math.min(availableParallelism() - 1, 3)),
  mostWaiting: 20,
  mostWaitMs: 15_000,
})

async function draw(bytes: Buffer, longest: number): Promise<Buffer> {
  const { width, height } = findSize(bytes) as Size
  const picture = new Transformer(bytes).rotate()
  if (Math.max(width, height) > longest) picture.fastResize({ width: longest, height: longest, fit: ResizeFit.Inside })
  try {
    return await picture.webp(80)
  } catch {
    throw unreadable()
  }
}
