/**
 * How large a picture says that it is, read from its first bytes: the decoder would reserve that much memory before it
 * looks any further, so this is asked before the decoder is.
 */

export type Size = { width: number; height: number }

/** The size in pixels of a PNG, JPEG or WebP; null for everything else and for a JPEG that ends before its picture. */
export function findSize(bytes: Buffer): Size | null {
  if (bytes.length < 30) return null
  if (bytes.subarray(0, 16).equals(pngStart)) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return sizeOfWebp(bytes)
  return bytes.readUInt16BE(0) === 0xffd8 ? sizeOfJpeg(bytes) : null
}

/** The signature, and the header that comes first in every PNG. */
const pngStart = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

/** The largest of the canvas and all pictures on it, for each is decoded at its own size. Animations are no pictures. */
function sizeOfWebp(bytes: Buffer): Size | null {
  const size = { width: 0, height: 0 }
  for (let at = 12; at + 18 <= bytes.length; at += 8 + evenly(bytes.readUInt32LE(at + 4))) {
    const chunk = sizeOfChunk(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8))
    if (!chunk) return null
    size.width = Math.max(size.width, chunk.width)
    size.height = Math.max(size.height, chunk.height)
  }
  return size.width > 0 ? size : null
}

function sizeOfChunk(name: string, data: Buffer): Size | null {
  switch (name) {
    case 'VP8X':
      return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
    case 'VP8L': {
      const packed = data.readUInt32LE(1)
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
    case 'ANMF':
      return null
    default:
      return { width: 0, height: 0 }
  }
}

/** Chunks begin at even places. */
function evenly(length: number): number {
  return length + (length % 2)
}

const endOfImage = Buffer.from('ffd9', 'hex')

/** Goes from segment to segment up to the scan. A decoder takes what is missing for grey, so the end must be there. */
function sizeOfJpeg(bytes: Buffer): Size | null {
  const size = { width: 0, height: 0 }
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] as number
    if (marker === 0xff) at++
    else if (marker === 0xda) return size.width > 0 && bytes.indexOf(endOfImage, at) > 0 ? size : null
    else if (standsAlone(marker)) return null
    else {
      if (isFrame(marker)) {
        size.height = Math.max(size.height, bytes.readUInt16BE(at + 5))
        size.width = Math.max(size.width, bytes.readUInt16BE(at + 7))
      }
      at += 2 + bytes.readUInt16BE(at + 2)
    }
  }
  return null
}

/** Markers without a length, which have no business here: what they might hide from us is not hidden from the decoder. */
function standsAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd9)
}

/** SOF0 … SOF15, among which three markers mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
